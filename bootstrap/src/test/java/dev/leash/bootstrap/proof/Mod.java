package dev.leash.bootstrap.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What an archive holds. */
record Mod(SortedMap<String, byte[]> files) {
  private static final int FOLDERS = 8;
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 2, 3, 4, 6);

  /** Files of the many that mods have in common, so that they replace one another's. */
  static Mod of(String version, int count, int universe, Random random) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    while (files.size() < count) {
      String name = name(random.nextInt(universe));
      files.put(name, (name + " of " + version).getBytes(StandardCharsets.US_ASCII));
    }
    return new Mod(files);
  }

  /** The first so many of them. */
  static Mod first(String version, int count) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      files.put(name(i), (name(i) + " of " + version).getBytes(StandardCharsets.US_ASCII));
    }
    return new Mod(files);
  }

  /** The same with one file more, which makes the archive long. */
  Mod with(String name, byte[] content) {
    SortedMap<String, byte[]> more = new TreeMap<>(files);
    more.put(name, content);
    return new Mod(more);
  }

  byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        // The same bytes whenever it is asked for.
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String name(int number) {
    return "s" + number % FOLDERS + "/file-" + number + ".txt";
  }
}
