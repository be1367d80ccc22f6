package dev.leash.filesystem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the staging folders are, one small file each in the state directory, so that what a killed
 * daemon left is found. A file has the folder's own name and holds the folders in which it may be.
 * Safe for use by several threads.
 */
final class StagingIndex {
  /** What no path has in it. */
  private static final String SEPARATOR = "\0";

  private final Path folder;
  private final String homeName;

  StagingIndex(Premises premises) {
    this.folder = premises.index();
    this.homeName = premises.homeName();
  }

  /**
   * One entry.
   *
   * @param name of the staging folder
   * @param homes the folders in one of which it lies
   */
  record Entry(String name, List<Path> homes) {
    Entry {
      homes = List.copyOf(homes);
    }
  }

  void write(Entry entry) throws IOException {
    List<String> homes = new ArrayList<>();
    entry.homes().forEach(home -> homes.add(home.toString()));
    // The end mark after each tells a path that was cut by a crash.
    byte[] content = (String.join(SEPARATOR, homes) + SEPARATOR).getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve(entry.name()), content, StandardOpenOption.CREATE_NEW);
  }

  void drop(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  /** Takes the entry out of the list without losing it: its folder holds what must not be swept. */
  void setAside(String name) throws IOException {
    Path kept = folder.resolveSibling("kept");
    Files.createDirectories(kept, Modes.privateFolder(kept));
    Files.move(folder.resolve(name), kept.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** All entries; of their homes only those that can be ours, whatever the files say. */
  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        entries.add(read(file));
      }
    }
    return entries;
  }

  private Entry read(Path file) throws IOException {
    String content = Files.readString(file);
    List<Path> homes = new ArrayList<>();
    int from = 0;
    for (int end = content.indexOf(SEPARATOR); end >= 0; end = content.indexOf(SEPARATOR, from)) {
      Path home = Path.of(content.substring(from, end));
      if (home.isAbsolute() && home.endsWith(homeName)) {
        homes.add(home);
      }
      from = end + 1;
    }
    return new Entry(file.getFileName().toString(), homes);
  }
}
