package dev.leash.application;

import dev.leash.domain.download.Failure;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Lets so many downloads run at once; the others wait, higher priority first, then in the order of
 * their coming. Safe for use by several threads.
 */
final class DownloadQueue {
  private record Waiting(int priority, long number, TrackedDownload download) {
    static final Comparator<Waiting> ORDER =
        Comparator.comparingInt(Waiting::priority).reversed().thenComparingLong(Waiting::number);
  }

  private final int maxRunning;
  private final int maxQueued;
  private final Executor executor;
  private final Consumer<TrackedDownload> course;
  private final Faults faults;

  // Guarded by this.
  private final TreeSet<Waiting> waiting = new TreeSet<>(Waiting.ORDER);
  private int reserved;
  private int running;
  private long number;
  private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

  /**
   * @param executor runs each download on a thread of its own
   * @param course what is run; must not throw
   */
  DownloadQueue(
      ApplicationSettings settings,
      Executor executor,
      Consumer<TrackedDownload> course,
      Faults faults) {
    this.maxRunning = settings.maxConcurrentDownloads();
    this.maxQueued = settings.maxQueuedDownloads();
    this.executor = executor;
    this.course = course;
    this.faults = faults;
  }

  int maxQueued() {
    return maxQueued;
  }

  /**
   * Keeps a place for one more, which the caller uses by {@link #submit} or gives back by {@link
   * #giveBack}.
   */
  synchronized boolean reserve() {
    if (reserved + waiting.size() + running >= maxQueued + maxRunning) {
      return false;
    }
    reserved++;
    return true;
  }

  synchronized void giveBack() {
    reserved--;
  }

  /** Takes the reserved place. */
  void submit(TrackedDownload download) {
    synchronized (this) {
      reserved--;
      Waiting place = new Waiting(download.request().priority(), number++, download);
      waiting.add(place);
      // One that is cancelled while it waits must not hold a place in the queue.
      var _ = download.cancellation().onCancel(() -> remove(place));
    }
    startNext();
  }

  /** Completes when nothing runs; on the thread of the last one that ran. */
  synchronized CompletableFuture<Void> idle() {
    return idle;
  }

  private synchronized void remove(Waiting place) {
    waiting.remove(place);
  }

  /** Until all places are taken: one whose start fails leaves its place to the next. */
  private void startNext() {
    for (Optional<TrackedDownload> next = takeStartable();
        next.isPresent();
        next = takeStartable()) {
      start(next.get());
    }
  }

  private void start(TrackedDownload download) {
    try {
      executor.execute(() -> runOne(download));
    } catch (RuntimeException | OutOfMemoryError e) {
      // No thread is to be had. Its caller must hear of it all the same, and the others go on.
      ended();
      faults.report("starting download " + download.id(), e);
      download.fail(new Failure.Internal("no thread could be started for the download"));
    }
  }

  private synchronized Optional<TrackedDownload> takeStartable() {
    if (running >= maxRunning || waiting.isEmpty()) {
      return Optional.empty();
    }
    if (running++ == 0) {
      idle = new CompletableFuture<>();
    }
    return Optional.of(waiting.removeFirst().download());
  }

  private void runOne(TrackedDownload download) {
    try {
      course.accept(download);
    } finally {
      ended();
      startNext();
    }
  }

  private void ended() {
    CompletableFuture<Void> done = null;
    synchronized (this) {
      if (--running == 0) {
        done = idle;
      }
    }
    if (done != null) {
      done.complete(null);
    }
  }
}
