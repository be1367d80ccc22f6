package dev.leash.application;

import dev.leash.domain.download.Progress;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Transfer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts how far a download is, and has it reported, at most once an interval. Safe for use by
 * several threads: the counts come from the data side.
 */
final class ProgressMeter implements Transfer.Listener, Archive.Listener {
  private final Clock clock;
  private final Duration interval;
  private final Runnable report;
  private final AtomicBoolean reportDue = new AtomicBoolean();

  // Guarded by this.
  private final RateMeter rate;
  private long receivedBytes;
  private OptionalLong totalBytes = OptionalLong.empty();
  private long extractedFiles;
  private OptionalLong totalFiles = OptionalLong.empty();
  private long extractedBytes;
  private int connections;
  private Optional<Progress> last = Optional.empty();

  ProgressMeter(Clock clock, Duration interval, Runnable report) {
    this.clock = clock;
    this.interval = interval;
    this.report = report;
    this.rate = new RateMeter(clock.monotonic());
  }

  synchronized Progress snapshot() {
    return last.orElseGet(() ->
        new Progress(
            receivedBytes,
            totalBytes,
            extractedFiles,
            totalFiles,
            extractedBytes,
            connections,
            rate.sample(clock.monotonic(), receivedBytes)));
  }

  /**
   * Counts no more, so that an ended download looks the same whenever it is looked at. Its data
   * side may not have noticed the end yet, but its connections count as closed: closing them goes
   * with the end.
   */
  synchronized void stop() {
    connections = 0;
    last = Optional.of(snapshot());
  }

  private synchronized boolean isStopped() {
    return last.isPresent();
  }

  @Override
  public void announced(OptionalLong total) {
    synchronized (this) {
      totalBytes = total;
    }
    changed();
  }

  @Override
  public void received(long bytes) {
    synchronized (this) {
      receivedBytes += bytes;
    }
    changed();
  }

  @Override
  public void connected(int open) {
    synchronized (this) {
      connections = open;
    }
    changed();
  }

  @Override
  public void planned(OptionalLong files) {
    synchronized (this) {
      totalFiles = files;
    }
    changed();
  }

  @Override
  public void wrote(long bytes) {
    synchronized (this) {
      extractedBytes += bytes;
    }
    changed();
  }

  @Override
  public void finishedFile() {
    synchronized (this) {
      extractedFiles++;
    }
    changed();
  }

  /**
   * The report comes at the interval's end, so that the newest counts are in it and the last ones
   * are never lost.
   */
  private void changed() {
    if (!isStopped() && reportDue.compareAndSet(false, true)) {
      var _ = clock.after(interval, this::reportNow);
    }
  }

  private void reportNow() {
    reportDue.set(false);
    report.run();
  }
}
