package dev.leash.bootstrap.proof;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** How a download is put in its place. */
enum Way {
  MERGE(50),
  REPLACE(17),
  NEW_FOLDER(17),
  /** Not unzipped. */
  FILE(8),
  MERGE_WITH_ARCHIVE(8);

  static final String ARCHIVE = "mod.zip";

  private final int weight;

  Way(int weight) {
    this.weight = weight;
  }

  int weight() {
    return weight;
  }

  void ask(ObjectNode params) {
    switch (this) {
      case MERGE, NEW_FOLDER -> {}
      case REPLACE -> params.put("install", "replace");
      case FILE -> params.put("unpack", false);
      case MERGE_WITH_ARCHIVE -> params.put("keepArchive", true);
    }
  }

  /** What a folder holds after it. */
  SortedMap<String, String> publish(
      SortedMap<String, String> before, String folder, Mod mod, byte[] zip) {
    Map<String, byte[]> archive = Map.of(ARCHIVE, zip);
    SortedMap<String, String> after = new TreeMap<>(before);
    switch (this) {
      case MERGE, NEW_FOLDER -> after.putAll(Contents.below(folder, mod.files()));
      case REPLACE -> after = Contents.below(folder, mod.files());
      case FILE -> after.putAll(Contents.below(folder, archive));
      case MERGE_WITH_ARCHIVE -> {
        after.putAll(Contents.below(folder, mod.files()));
        after.putAll(Contents.below(folder, archive));
      }
    }
    return after;
  }
}
