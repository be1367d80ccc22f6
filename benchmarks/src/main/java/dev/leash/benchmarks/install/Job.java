package dev.leash.benchmarks.install;

import java.nio.file.Path;
import java.util.List;

/**
 * One installation.
 *
 * @param items what it downloads; several go each into a folder of their own
 * @param tree where to; it is there, and empty
 * @param scratch where archives may lie meanwhile; it is there, and empty
 */
record Job(List<Item> items, Path tree, Path scratch) {
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

  /** Where an item goes. */
  Path target(Item item) {
    return item.folder().isEmpty() ? tree : tree.resolve(item.folder());
  }

  Path archive(Item item) {
    return scratch.resolve(item.archive());
  }
}
