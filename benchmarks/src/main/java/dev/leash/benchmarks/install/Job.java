package dev.leash.benchmarks.install;

import java.nio.file.Path;
import java.util.List;

/**
 * One installation.
 *
 * @param items what it downloads; several go each into a folder of their own
 * @param folder has the tree, and what lies beside it meanwhile
 */
record Job(List<Item> items, Path folder) {
  Job {
    items = List.copyOf(items);
  }

  /**
   * One archive of it.
   *
   * @param folder below the tree; empty for the tree itself
   */
  record Item(String url, String folder) {
    /** Its file's name. */
    String archive() {
      return url.substring(url.lastIndexOf('/') + 1);
    }
  }

  /** Where to; it is there, and empty. */
  Path tree() {
    return folder.resolve("tree");
  }

  /** Where archives may lie; it is there, and empty. */
  Path scratch() {
    return folder.resolve("scratch");
  }

  /** Where an item goes. */
  Path target(Item item) {
    return item.folder().isEmpty() ? tree() : tree().resolve(item.folder());
  }

  Path archive(Item item) {
    return scratch().resolve(item.archive());
  }
}
