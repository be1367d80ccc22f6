package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.WorkspaceContract;
import dev.leash.filesystem.DestinationRules.Judged;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.WatchedDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Judges a path while other downloads make its folders, and take them away. */
@Timeout(10)
final class DestinationRulesTest {
  private final Disk plain = new NioDisk(Durability.PROCESS);

  @TempDir Path temp;
  private Path root;
  private Path folder;

  @BeforeEach
  void furnish() throws IOException {
    root = Files.createDirectories(temp.toRealPath().resolve("allowed"));
    folder = root.resolve("mods");
  }

  private interface Change {
    void make() throws IOException;
  }

  private Judged judged(Disk disk) {
    Premises premises =
        Premises.of(FilesystemSettings.of(temp.resolve("state"), List.of(root)), plain);
    return new DestinationRules(premises, disk)
        .judge(WorkspaceContract.request(folder.resolve("new")));
  }

  /** Once, when that was done to the folder. */
  private Disk changing(String verb, Change change) {
    AtomicBoolean changed = new AtomicBoolean();
    return WatchedDisk.of(
        plain,
        operation -> {
          try {
            return operation.run();
          } finally {
            if (isOf(operation, verb) && !changed.getAndSet(true)) {
              change.make();
            }
          }
        });
  }

  private boolean isOf(Operation operation, String verb) {
    return operation.verb().equals(verb) && operation.path().equals(folder);
  }

  @Test
  void allowsOneWhoseFolderComesBetweenTwoLooks() {
    Judged judged = judged(changing("real", () -> Files.createDirectory(folder)));

    assertThat(judged).isEqualTo(new Judged.Allowed(new Destination(folder.resolve("new"), root)));
  }

  @Test
  void allowsOneWhoseFolderGoesBetweenTwoLooks() throws IOException {
    Files.createDirectory(folder);

    Judged judged = judged(changing("real", () -> Files.delete(folder)));

    assertThat(judged).isEqualTo(new Judged.Allowed(new Destination(folder.resolve("new"), root)));
  }
}
