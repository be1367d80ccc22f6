package dev.leash.bootstrap.state;

import dev.leash.bootstrap.lock.LockFile;
import dev.leash.bootstrap.lock.OwnerOnly;
import dev.leash.bootstrap.lock.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The state directory of one live daemon; a lock keeps a second one out for as long as the first
 * lives.
 */
public final class StateDirectory implements AutoCloseable {
  private final Path path;
  private final LockFile lock;
  private final SessionCounter counter;

  private StateDirectory(Path path, LockFile lock, SessionCounter counter) {
    this.path = path;
    this.lock = lock;
    this.counter = counter;
  }

  /**
   * Makes the directory where it is missing, and takes it.
   *
   * @param synced whether session ids must grow over power cuts, too
   * @throws StartFailure when it cannot be written, or another live daemon has it
   */
  public static StateDirectory open(Path directory, boolean synced) throws StartFailure {
    try {
      Path real = make(directory);
      LockFile lock = LockFile.take(real.resolve("lock"), "The state directory " + real);
      try {
        return new StateDirectory(
            real, lock, SessionCounter.open(real.resolve("session-id"), synced));
      } catch (IOException | StartFailure | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw StartFailure.because("The state directory " + directory + " cannot be used", e);
    }
  }

  /** The real path. */
  public Path path() {
    return path;
  }

  /**
   * The folder of the logs, which is the user's alone, also where the state directory around it is
   * not; what cannot be made is missed by whoever logs there.
   */
  public Path logs() {
    Path logs = path.resolve("logs");
    try {
      Files.createDirectories(logs, OwnerOnly.at(logs).folder());
    } catch (IOException e) {
      // Not worth a start that fails: without a log file the daemon serves all the same.
    }
    return logs;
  }

  public SessionCounter counter() {
    return counter;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      counter.close();
    }
  }

  private static Path make(Path directory) throws IOException {
    OwnerOnly ways = OwnerOnly.at(directory);
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent, ways.folder());
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory, ways.folder());
    }
    return directory.toRealPath();
  }
}
