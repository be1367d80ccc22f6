package dev.leash.bootstrap.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LockFileTest {
  @TempDir private Path folder;

  @Test
  void namesItsProcess() throws Exception {
    Path path = folder.resolve("lock");

    try (LockFile lock = LockFile.take(path, "The thing")) {
      assertThat(lock).isNotNull();
      assertThat(path).hasContent(ProcessHandle.current().pid() + "\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void isRefusedASecondTimeAndFreeAfterItsClose() throws Exception {
    Path path = folder.resolve("lock");
    LockFile first = LockFile.take(path, "The thing");

    assertThatThrownBy(() -> LockFile.take(path, "The thing"))
        .isInstanceOf(StartFailure.Held.class)
        .hasMessage("The thing is held by the daemon with pid " + ProcessHandle.current().pid());
    first.close();
    first.close();

    LockFile.take(path, "The thing").close();
  }

  @Test
  void keepsAnotherProcessOutAlsoAfterASecondTryOfThisOne() throws Exception {
    Path path = folder.resolve("lock");
    try (LockFile lock = LockFile.take(path, "The thing")) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> LockFile.take(path, "The thing"))
          .isInstanceOf(StartFailure.Held.class);

      Process other = otherProcess(path);

      assertThat(other.waitFor()).isEqualTo(3);
    }

    assertThat(otherProcess(path).waitFor()).isEqualTo(0);
  }

  @Test
  void takesOverTheFileOfAProcessThatIsNoMore() throws Exception {
    Path path = Files.writeString(folder.resolve("lock"), "999999999999\n");

    try (LockFile lock = LockFile.take(path, "The thing")) {
      assertThat(lock).isNotNull();
      assertThat(path).hasContent(ProcessHandle.current().pid() + "\n");
    }
  }

  @Test
  void followsNoLink() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
    Path path = Files.createSymbolicLink(folder.resolve("lock"), elsewhere);

    assertThatThrownBy(() -> LockFile.take(path, "The thing")).isInstanceOf(IOException.class);
    assertThat(elsewhere).hasContent("precious");
  }

  private static Process otherProcess(Path path) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Taker.class.getName(),
            path.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Tries to take a lock in a process of its own, and exits with 3 where it is held. */
  static final class Taker {
    private Taker() {}

    public static void main(String[] args) throws Exception {
      try (LockFile lock = LockFile.take(Path.of(args[0]), "The thing")) {
        System.exit(lock == null ? 1 : 0);
      } catch (StartFailure.Held e) {
        System.exit(3);
      }
    }
  }
}
