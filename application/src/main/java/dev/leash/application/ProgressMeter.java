package dev.leash.application;

import dev.leash.domain.download.Progress;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts how far a download is, and has it reported, at most once an interval. The counts fall only
 * when it starts over. Safe for use by several threads: the counts come from the data side.
 */
final class ProgressMeter {
  private final Clock clock;
  private final Duration interval;
  private final Runnable report;
  private final AtomicBoolean reportDue = new AtomicBoolean();

  // Guarded by this.
  private RateMeter rate;
  private long receivedBytes;
  private long mostReceived;
  private OptionalLong totalBytes = OptionalLong.empty();
  private OptionalLong totalFiles = OptionalLong.empty();
  private Extracted extracted = Extracted.NOTHING;
  private Extraction extraction = new Extraction();
  private int connections;
  private Optional<Progress> frozen = Optional.empty();

  ProgressMeter(Clock clock, Duration interval, Runnable report) {
    this.clock = clock;
    this.interval = interval;
    this.report = report;
    this.rate = new RateMeter(clock.monotonic(), 0);
  }

  synchronized Progress snapshot() {
    return frozen.orElseGet(() -> progress(rate.sample(clock.monotonic(), receivedBytes)));
  }

  /** The most that had been received at any time, before it started over too. */
  synchronized long mostReceived() {
    return mostReceived;
  }

  /** A leg begins. */
  synchronized void start() {
    frozen = Optional.empty();
    rate = new RateMeter(clock.monotonic(), receivedBytes);
  }

  /**
   * A pause: looks the same until the next start, though the data side may not have noticed it yet.
   */
  synchronized void halt() {
    connections = 0;
    frozen = Optional.of(progress(0));
  }

  /**
   * The end: looks the same whenever it is looked at. The data side may not have noticed it yet,
   * but its connections count as closed: closing them goes with the end.
   */
  synchronized void stop() {
    connections = 0;
    frozen = Optional.of(snapshot());
  }

  /** What had arrived counts no more, nor what was unzipped of it; not after {@link #stop}. */
  synchronized void startOver() {
    receivedBytes = 0;
    totalBytes = OptionalLong.empty();
    totalFiles = OptionalLong.empty();
    extracted = Extracted.NOTHING;
    extraction = new Extraction();
    rate = new RateMeter(clock.monotonic(), 0);
    frozen = frozen.map(_ -> progress(0));
  }

  void announced(OptionalLong total) {
    synchronized (this) {
      totalBytes = total;
    }
    changed();
  }

  void received(long bytes) {
    synchronized (this) {
      receivedBytes += bytes;
      mostReceived = Math.max(mostReceived, receivedBytes);
    }
    changed();
  }

  void connected(int open) {
    synchronized (this) {
      connections = open;
    }
    changed();
  }

  /**
   * An extraction begins. What an earlier one had unzipped stays to be seen until this one is
   * further, and an earlier one is heard no more.
   */
  synchronized Archive.Listener extraction() {
    extraction = new Extraction();
    return extraction;
  }

  private Progress progress(long bytesPerSecond) {
    return new Progress(
        receivedBytes,
        totalBytes,
        extracted.files(),
        totalFiles,
        extracted.bytes(),
        connections,
        bytesPerSecond);
  }

  /**
   * The report comes at the interval's end, so that the newest counts are in it and the last ones
   * are never lost.
   */
  private void changed() {
    if (!isFrozen() && reportDue.compareAndSet(false, true)) {
      var _ = clock.after(interval, this::reportNow);
    }
  }

  /** Whether it is halted or stopped. */
  synchronized boolean isFrozen() {
    return frozen.isPresent();
  }

  private void reportNow() {
    reportDue.set(false);
    report.run();
  }

  /** What has been unzipped. */
  private record Extracted(long files, long bytes) {
    static final Extracted NOTHING = new Extracted(0, 0);

    Extracted orFurther(Extracted other) {
      return new Extracted(Math.max(files, other.files), Math.max(bytes, other.bytes));
    }
  }

  /** Counts for one extraction, while it is the newest. */
  private final class Extraction implements Archive.Listener {
    // Guarded by the meter.
    private Extracted own = Extracted.NOTHING;

    @Override
    public void planned(OptionalLong files) {
      synchronized (ProgressMeter.this) {
        if (extraction == this) {
          totalFiles = files;
        }
      }
      changed();
    }

    @Override
    public void wrote(long bytes) {
      count(0, bytes);
    }

    @Override
    public void finishedFile() {
      count(1, 0);
    }

    private void count(long files, long bytes) {
      synchronized (ProgressMeter.this) {
        own = new Extracted(own.files + files, own.bytes + bytes);
        if (extraction == this) {
          extracted = extracted.orFurther(own);
        }
      }
      changed();
    }
  }
}
