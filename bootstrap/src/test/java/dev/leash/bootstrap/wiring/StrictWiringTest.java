package dev.leash.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.FakeArchive;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.Transfer;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in the wiring keeps the daemon from starting; no caller finds it later. */
final class StrictWiringTest {
  @TempDir Path temp;

  @Test
  void refusesACircle() {
    assertRefused(
        new AbstractModule() {
          // The transfer waits by the clock.
          @Provides
          @Singleton
          Clock clock(Transfer transfer) {
            return new ClockOf(transfer);
          }
        },
        "circular dependency");
  }

  @Test
  void refusesATypeThatNobodyBound() {
    assertRefused(
        new AbstractModule() {
          @Provides
          @Singleton
          Archive archive(Forgotten forgotten) {
            return forgotten.archive();
          }
        },
        "Forgotten");
  }

  @Test
  void refusesAConstructorThatIsNotMarked() {
    assertRefused(
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Unmarked.class);
          }
        },
        "Unmarked");
  }

  @Test
  void takesAModuleWithoutAMistake() throws Exception {
    Module sound =
        new AbstractModule() {
          @Provides
          @Singleton
          Archive archive() {
            return new FakeArchive();
          }
        };

    try (Daemon daemon = Daemon.start(settings(), sound)) {
      assertThat(Files.exists(daemon.socket())).isTrue();
    }
  }

  private void assertRefused(Module planted, String mistake) {
    assertThatThrownBy(() -> Daemon.start(settings(), planted).close())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(mistake);
    assertThat(Files.exists(settings().socket().orElseThrow())).isFalse();
  }

  private DaemonSettings settings() {
    return DaemonSettings.of(temp.resolve("s"), temp.resolve("state"), List.of(temp))
        .logging(Level.OFF);
  }

  /** Could be made just in time, were that allowed. */
  static final class Forgotten {
    @Inject
    Forgotten() {}

    Archive archive() {
      return new FakeArchive();
    }
  }

  /** Has a constructor that a lenient injector would take. */
  static final class Unmarked {
    Unmarked() {}
  }

  private record ClockOf(Transfer transfer, Clock clock) implements Clock {
    ClockOf(Transfer transfer) {
      this(transfer, new FakeClock());
    }

    @Override
    public Instant now() {
      return clock.now();
    }

    @Override
    public Duration monotonic() {
      return clock.monotonic();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
      return clock.after(delay, task);
    }
  }
}
