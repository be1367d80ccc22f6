package dev.leash.benchmarks.install;

import dev.leash.benchmarks.kit.Cleanup;
import dev.leash.benchmarks.kit.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where contenders install to: a folder for each round, never used twice. Of one thread. */
final class Trees {
  private final Path root;
  private int count;

  private Trees(Path root) {
    this.root = root;
  }

  /** Makes its root; the clean-up removes it. */
  static Trees in(Path folder, Cleanup cleanup) throws IOException {
    Path root = Files.createTempDirectory(folder, "leash-bench-trees-").toRealPath();
    cleanup.add(() -> removeAll(root));
    return new Trees(root);
  }

  Path root() {
    return root;
  }

  Job fresh(List<Job.Item> items) throws IOException {
    count++;
    Job job = new Job(items, root.resolve("run-" + count));
    Files.createDirectories(job.tree());
    Files.createDirectory(job.scratch());
    return job;
  }

  /** Also waits until the disk has nothing to do, so that the next one has it for itself. */
  void remove(Job job) throws IOException {
    removeAll(job.folder());
    settle();
  }

  private void settle() throws IOException {
    try {
      Command.run(List.of("sync", "-f", root.toString()));
    } catch (IOException _) {
      // That option is Linux's.
      Command.run(List.of("sync"));
    }
  }

  private static void removeAll(Path folder) throws IOException {
    Command.run(List.of("rm", "-rf", folder.toString()));
  }
}
