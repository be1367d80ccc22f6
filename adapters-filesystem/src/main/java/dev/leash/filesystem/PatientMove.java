package dev.leash.filesystem;

import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Renames what another program may hold for a moment: on Windows, a virus scanner reads each file
 * that was just written. Safe for use by several threads.
 */
final class PatientMove {
  /** Scanners take seconds for a large file. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** So long at the most does whoever ends the session wait for a rename that cannot be done. */
  private static final Duration STEP = Duration.ofMillis(50);

  private final Disk disk;
  private final Clock clock;

  PatientMove(Disk disk, Clock clock) {
    this.disk = disk;
    this.clock = clock;
  }

  /** Tells from now on whether patience has run out, for renames that share it. */
  BooleanSupplier patience() {
    Duration deadline = clock.monotonic().plus(PATIENCE);
    return () -> clock.monotonic().compareTo(deadline) >= 0;
  }

  /** Looks whether a rename may be done: an atomic one replaces a file in silence. */
  interface Look {
    boolean allows() throws IOException;
  }

  /**
   * Renames, as soon as it can be done.
   *
   * @param look right before each try: whoever holds a file may be about to change it
   * @param over whether nobody needs it any more
   * @return false when the look does not allow it
   * @throws FileInUseException when it is over, or patience is
   */
  boolean move(Path from, Path to, Look look, BooleanSupplier over) throws IOException {
    BooleanSupplier patience = patience();
    while (look.allows()) {
      try {
        disk.move(from, to);
        return true;
      } catch (FileInUseException e) {
        if (over.getAsBoolean() || patience.getAsBoolean()) {
          throw e;
        }
      }
      clock.pause(STEP, new Cancellation());
    }
    return false;
  }
}
