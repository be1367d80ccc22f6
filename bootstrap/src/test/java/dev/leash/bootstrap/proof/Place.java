package dev.leash.bootstrap.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder to download into, and what must be there. For one thread. */
final class Place {
  private final String folder;
  private SortedMap<String, String> contents = new TreeMap<>();

  private Place(String folder) {
    this.folder = folder;
  }

  /** Nothing is there, nor at its first parent. */
  static Place missing(String folder) {
    return new Place(folder);
  }

  /** A folder with these files. */
  static Place filled(Path root, String folder, Mod mod) throws IOException {
    for (Map.Entry<String, byte[]> file : mod.files().entrySet()) {
      Path path = root.resolve(folder).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Place place = new Place(folder);
    place.contents = Contents.below(folder, mod.files());
    return place;
  }

  String folder() {
    return folder;
  }

  /** The highest folder that a publication here may make or change. */
  String top() {
    return folder.split("/", 2)[0];
  }

  SortedMap<String, String> contents() {
    return contents;
  }

  void becomes(SortedMap<String, String> now) {
    contents = now;
  }
}
