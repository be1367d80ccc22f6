package dev.leash.filesystem;

import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps another daemon, which may share a folder of staging folders, from renaming while this one
 * does. This daemon's own publications share the lock: among them, {@link Turns} decides. Safe for
 * use by several threads.
 */
final class HomeTurns {
  /** Renames of 100,000 files take some seconds; whoever has not got it by then never may. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A lock of another process can only be asked for again and again. */
  static final Duration POLL = Duration.ofMillis(20);

  private static final System.Logger LOG = System.getLogger(HomeTurns.class.getName());

  private final Clock clock;
  private final Disk disk;
  private final Map<Path, Home> homes = new ConcurrentHashMap<>();

  HomeTurns(Clock clock, Disk disk) {
    this.clock = clock;
    this.disk = disk;
  }

  /** What became of the wait. */
  sealed interface Taken {
    record Granted(Share share) implements Taken {}

    /** The download is over. */
    record Cancelled() implements Taken {}

    /** Another daemon had it all the time. */
    record Busy() implements Taken {}
  }

  /** Waits for it, cancellably and not for ever. */
  Taken take(StagingFolder folder, Cancellation cancellation) throws IOException {
    Home home = homes.computeIfAbsent(folder.home(), path -> new Home(path, disk));
    Duration end = clock.monotonic().plus(PATIENCE);
    while (!cancellation.isCancelled()) {
      Optional<Share> share = home.tryShare(folder.name());
      if (share.isPresent()) {
        return new Taken.Granted(share.get());
      }
      if (clock.monotonic().compareTo(end) >= 0) {
        return new Taken.Busy();
      }
      clock.pause(POLL, cancellation);
    }
    return new Taken.Cancelled();
  }

  /**
   * Removes a lock that nobody has, and that its last holder failed to take away; else it would
   * keep the folder from being empty.
   */
  void clear(Path home) throws IOException {
    if (HomeLock.exists(home, disk)) {
      homes
          .computeIfAbsent(home, path -> new Home(path, disk))
          .tryShare(home.toString())
          .ifPresent(Share::close);
    }
  }

  /** A part in this daemon's lock, until it is closed; once. */
  static final class Share implements AutoCloseable {
    private final Home home;

    private Share(Home home) {
      this.home = home;
    }

    @Override
    public void close() {
      home.release();
    }
  }

  private static final class Home {
    private final Path path;
    private final Disk disk;

    // Guarded by this.
    private @Nullable HomeLock lock;
    private int shares;

    Home(Path path, Disk disk) {
      this.path = path;
      this.disk = disk;
    }

    synchronized Optional<Share> tryShare(String token) throws IOException {
      if (lock == null) {
        lock = HomeLock.tryLock(path, token, disk).orElse(null);
      }
      if (lock == null) {
        return Optional.empty();
      }
      shares++;
      return Optional.of(new Share(this));
    }

    private synchronized void release() {
      shares--;
      if (shares > 0 || lock == null) {
        return;
      }
      try {
        lock.close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "The lock in {0} is left: {1}", path, e.toString());
      }
      lock = null;
    }
  }
}
