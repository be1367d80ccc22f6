package dev.leash.filesystem;

import dev.leash.filesystem.PublicationPlan.Step;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a publication is going to rename, in its order, and what it found there: enough to undo it
 * after a crash without guessing.
 */
record Journal(List<Entry> entries) {
  Journal {
    entries = List.copyOf(entries);
  }

  /**
   * One rename.
   *
   * @param found what is moved, before it is moved
   */
  record Entry(Step step, Found found) {}

  /** The folders that it renames out of and into, each once. */
  Set<Path> folders() {
    Set<Path> folders = new LinkedHashSet<>();
    for (Entry entry : entries) {
      folders.add(entry.step().from().resolveSibling(""));
      folders.add(entry.step().to().resolveSibling(""));
    }
    return folders;
  }

  /** Of steps that are about to be done. */
  static Journal of(List<Step> steps, Disk disk) throws IOException {
    List<Entry> entries = new ArrayList<>(steps.size());
    for (Step step : steps) {
      Found found =
          switch (step) {
            // As the plan saw it: it was judged by what it was then.
            case Step.Backup backup -> backup.found();
            case Step.Move move ->
                Found.at(move.from(), disk)
                    .orElseThrow(() -> new NoSuchFileException(move.from().toString()));
          };
      entries.add(new Entry(step, found));
    }
    return new Journal(entries);
  }
}
