package dev.leash.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Where an archive comes from, of which there are newer versions now and then. */
final class Server {
  /** The same in every play. */
  private static final Map<String, byte[]> ARCHIVES = new ConcurrentHashMap<>();

  private static final String HOSTILE = ", hostile";

  private final String name;
  private int version = 1;
  private boolean hostile;

  Server(String name) {
    this.name = name;
  }

  /** The current one. */
  String version() {
    return name + " v" + version + (hostile ? HOSTILE : "");
  }

  void change() {
    version++;
  }

  /** From now on it tries to get out of where it is unzipped. */
  void turnHostile() {
    version++;
    hostile = true;
  }

  static boolean isHostile(String version) {
    return version.endsWith(HOSTILE);
  }

  /** What such a version holds. */
  SortedMap<String, String> files(String ofVersion) {
    SortedMap<String, String> files = new TreeMap<>();
    for (String file : new String[] {"a", "b", "d/c"}) {
      files.put(file, file + " of " + ofVersion);
    }
    files.put("only in " + ofVersion, "new");
    if (isHostile(ofVersion)) {
      files.put("../out of " + name, "evil");
    }
    return files;
  }

  byte[] archive(String ofVersion) {
    return ARCHIVES.computeIfAbsent(ofVersion, this::zip);
  }

  boolean isWhole(String ofVersion, byte[] archive) {
    return Arrays.equals(archive(ofVersion), archive);
  }

  private byte[] zip(String ofVersion) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files(ofVersion).entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
