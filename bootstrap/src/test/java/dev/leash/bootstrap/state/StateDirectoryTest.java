package dev.leash.bootstrap.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.bootstrap.lock.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateDirectoryTest {
  @TempDir private Path folder;

  @Test
  void isMadeForItsUserAlone() throws Exception {
    Path path = folder.resolve("above/state");

    try (StateDirectory state = StateDirectory.open(path, false)) {
      assertThat(state.path()).isEqualTo(path.toRealPath());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      assertThat(state.counter().before()).isEqualTo(0);
    }
  }

  @Test
  void keepsItsLogsForItsUserAlone() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (StateDirectory state = StateDirectory.open(open, false)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.logs())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void isResolvedThroughLinks() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);

    try (StateDirectory state = StateDirectory.open(link, false)) {
      assertThat(state.path()).isEqualTo(real.toRealPath());
      assertThatThrownBy(() -> StateDirectory.open(real, false))
          .isInstanceOf(StartFailure.Held.class);
    }
  }

  @Test
  void isHeldByOneDaemonWhichIsNamed() throws Exception {
    try (StateDirectory state = StateDirectory.open(folder, false)) {
      assertThatThrownBy(() -> StateDirectory.open(folder, false))
          .isInstanceOf(StartFailure.Held.class)
          .hasMessageContaining(state.path().toString())
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
    }

    StateDirectory.open(folder, false).close();
  }

  @Test
  void refusesAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> StateDirectory.open(file, false))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file + " is there and is no folder")
        .hasMessageNotContaining("Exception");
  }

  @Test
  void refusesWhatCannotBeMade() {
    assertThatThrownBy(() -> StateDirectory.open(Path.of("/proc/leash/state"), false))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("/proc/leash/state");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void givesIdsThatGrowOverRestarts(boolean synced) throws Exception {
    try (StateDirectory first = StateDirectory.open(folder, synced)) {
      assertThat(first.counter().getAsLong()).isEqualTo(1);
      assertThat(first.counter().getAsLong()).isEqualTo(2);
    }

    try (StateDirectory second = StateDirectory.open(folder, synced)) {
      assertThat(second.counter().before()).isEqualTo(2);
      assertThat(second.counter().getAsLong()).isEqualTo(3);
    }
  }

  @Test
  void neverGivesAnIdTwiceHoweverADaemonEnds() throws Exception {
    Path file = folder.resolve("session-id");
    try (StateDirectory first = StateDirectory.open(folder, false)) {
      long last = 0;
      for (int i = 0; i < 2_500; i++) {
        last = first.counter().getAsLong();
        // What a kill at this moment would leave.
        assertThat(Long.parseLong(Files.readString(file).strip())).isGreaterThanOrEqualTo(last);
      }
      assertThat(last).isEqualTo(2_500);
    }
  }

  @Test
  void refusesADamagedCounter() throws Exception {
    Files.writeString(folder.resolve("session-id"), "12x\n");

    assertThatThrownBy(() -> StateDirectory.open(folder, false))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("session-id");

    Files.writeString(folder.resolve("session-id"), "12\n");
    try (StateDirectory mended = StateDirectory.open(folder, false)) {
      assertThat(mended.counter().getAsLong()).isEqualTo(13);
    }
  }
}
