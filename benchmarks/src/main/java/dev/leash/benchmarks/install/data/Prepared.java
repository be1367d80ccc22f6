package dev.leash.benchmarks.install.data;

import java.util.List;

/**
 * A payload that lies in the data folder.
 *
 * @param archives their names below the folder, sorted; when there are several, each is to be
 *     unzipped into a folder of its own, called as it is without the extension
 * @param archiveBytes of all archives together
 */
public record Prepared(List<String> archives, long archiveBytes, Manifest manifest) {
  public Prepared {
    archives = List.copyOf(archives);
  }
}
