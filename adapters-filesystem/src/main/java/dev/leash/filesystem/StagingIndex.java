package dev.leash.filesystem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final Disk disk;

  StagingIndex(Premises premises, Disk disk) {
    this.folder = premises.index();
    this.homeName = premises.homeName();
    this.disk = disk;
  }

  /**
   * One entry.
   *
   * @param name of the staging folder
   * @param places in one of which it lies
   */
  record Entry(String name, List<Place> places) {
    Entry {
      places = List.copyOf(places);
    }
  }

  /**
   * Where a staging folder may lie.
   *
   * @param home the folder for it
   * @param key of the folder above: where a drive is away, another one is seen under its path
   */
  record Place(Path home, String key) {
    static Place of(Path home, Disk disk) throws IOException {
      return new Place(home, keyAbove(home, disk));
    }

    private static String keyAbove(Path home, Disk disk) throws IOException {
      return Found.at(home.resolveSibling(""), disk).map(Found::key).orElse(Found.UNKNOWN);
    }

    /** Whether its drive is, or may be. */
    boolean isAway(Disk disk) throws IOException {
      return !disk.leadsToFolder(home.resolveSibling(""))
          || !(key.equals(Found.UNKNOWN) || key.equals(keyAbove(home, disk)));
    }
  }

  void write(Entry entry) throws IOException {
    StringBuilder content = new StringBuilder();
    for (Place place : entry.places()) {
      // The end mark after each tells a path that was cut by a crash.
      content.append(place.home()).append(SEPARATOR).append(place.key()).append(SEPARATOR);
    }
    Path file = folder.resolve(entry.name());
    try {
      disk.write(
          file, content.toString().getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
      disk.syncFile(file);
      disk.syncFolder(folder);
    } catch (IOException e) {
      drop(entry.name());
      throw e;
    }
  }

  /** Where a staging folder may lie; nowhere when it is not listed. */
  List<Path> homes(String name) throws IOException {
    Path file = folder.resolve(name);
    return disk.exists(file) ? read(file).places().stream().map(Place::home).toList() : List.of();
  }

  void drop(String name) throws IOException {
    disk.delete(folder.resolve(name));
  }

  /** Takes the entry out of the list without losing it: its folder holds what must not be swept. */
  void setAside(String name) throws IOException {
    Path kept = folder.resolveSibling("kept");
    disk.makeFolders(kept, Modes.privateFolder(kept));
    disk.move(folder.resolve(name), kept.resolve(name));
  }

  /** All entries; of their homes only those that can be ours, whatever the files say. */
  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Disk.Listing files = disk.list(folder)) {
      for (Optional<Path> file = files.next(); file.isPresent(); file = files.next()) {
        entries.add(read(file.get()));
      }
    }
    return entries;
  }

  private Entry read(Path file) throws IOException {
    String content = new String(disk.read(file), StandardCharsets.UTF_8);
    List<Place> places = new ArrayList<>();
    String[] parts = content.substring(0, content.lastIndexOf(SEPARATOR) + 1).split(SEPARATOR, 0);
    for (int i = 0; i < parts.length; i += 2) {
      Path home = Path.of(parts[i]);
      if (home.isAbsolute() && home.endsWith(homeName)) {
        places.add(new Place(home, i + 1 < parts.length ? parts[i + 1] : Found.UNKNOWN));
      }
    }
    return new Entry(file.getFileName().toString(), places);
  }
}
