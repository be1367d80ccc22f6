package dev.leash.application;

import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.Failure;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many downloads run at once; the others wait, higher priority first, then in the order of
 * their coming. A paused one stands aside, and joins the end of the line when it is resumed. Safe
 * for use by several threads.
 */
final class DownloadQueue {
  private record Place(int priority, long number) {
    static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::priority).reversed().thenComparingLong(Place::number);
  }

  /** A download that runs, waits in a place, or else is paused. Guarded by the queue. */
  private static final class Member {
    private final DownloadRun run;
    private boolean running;
    private @Nullable Place place;

    private Member(DownloadRun run) {
      this.run = run;
    }
  }

  private final int maxQueued;
  private final Executor executor;
  private final Function<TrackedDownload, DownloadRun> runs;
  private final Faults faults;

  // Guarded by this.
  private final Map<TrackedDownload, Member> members = new HashMap<>();
  private final TreeMap<Place, Member> line = new TreeMap<>(Place.ORDER);
  private int maxRunning;
  private int reserved;
  private int running;
  private long number;
  private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

  /**
   * @param executor runs each leg of a download on a thread of its own
   */
  DownloadQueue(
      ApplicationSettings settings,
      Executor executor,
      Function<TrackedDownload, DownloadRun> runs,
      Faults faults) {
    this.maxRunning = settings.maxConcurrentDownloads();
    this.maxQueued = settings.maxQueuedDownloads();
    this.executor = executor;
    this.runs = runs;
    this.faults = faults;
  }

  int maxQueued() {
    return maxQueued;
  }

  synchronized int maxRunning() {
    return maxRunning;
  }

  /** Lets so many run from now on: starts those that have room at once, and stops none. */
  void letRun(int most) {
    synchronized (this) {
      maxRunning = most;
    }
    startNext();
  }

  /**
   * Keeps room for one more, which the caller uses by {@link #submit} or gives back by {@link
   * #giveBack}. A paused one keeps its room: it costs memory, and must be able to come back.
   */
  synchronized boolean reserve() {
    if (reserved + members.size() >= (long) maxQueued + maxRunning) {
      return false;
    }
    reserved++;
    return true;
  }

  synchronized void giveBack() {
    reserved--;
  }

  /** Takes the reserved room. */
  void submit(TrackedDownload download) {
    Member member = new Member(runs.apply(download));
    synchronized (this) {
      reserved--;
      members.put(download, member);
      lineUp(member);
    }
    // One that is cancelled while it waits must not hold room in the queue.
    var _ = download.cancellation().onCancel(() -> leave(member));
    startNext();
  }

  /** A download has been paused: if it was in the line, it stands aside. */
  synchronized void pause(TrackedDownload download) {
    Member member = members.get(download);
    if (member != null && download.state() instanceof DownloadState.Paused) {
      leaveLine(member);
    }
  }

  /** A download has been resumed: it joins the line, or will at the end of its last leg. */
  void resume(TrackedDownload download) {
    synchronized (this) {
      Member member = members.get(download);
      if (member != null) {
        lineUpIfQueued(member);
      }
    }
    startNext();
  }

  /** Completes when nothing runs; on the thread of the last one that ran. */
  synchronized CompletableFuture<Void> idle() {
    return idle;
  }

  private synchronized void lineUpIfQueued(Member member) {
    if (!member.running
        && member.place == null
        && member.run.download().state() instanceof DownloadState.Queued) {
      lineUp(member);
    }
  }

  private synchronized void lineUp(Member member) {
    Place place = new Place(member.run.download().request().priority(), number++);
    member.place = place;
    line.put(place, member);
  }

  private synchronized void leaveLine(Member member) {
    if (member.place != null) {
      line.remove(member.place);
      member.place = null;
    }
  }

  /** It is over; one that runs leaves when its leg ends. */
  private void leave(Member member) {
    synchronized (this) {
      if (member.running) {
        return;
      }
      leaveLine(member);
      members.remove(member.run.download());
    }
    member.run.discard();
  }

  /**
   * Until all places are taken, or no thread is to be had: then the others wait for one that runs
   * to end, and fail only when none does.
   */
  private void startNext() {
    Optional<Member> next = takeStartable();
    while (next.isPresent() && (start(next.get()) || !isAnyRunning())) {
      next = takeStartable();
    }
  }

  private synchronized boolean isAnyRunning() {
    return running > 0;
  }

  private boolean start(Member member) {
    try {
      executor.execute(() -> runLeg(member));
      return true;
    } catch (RuntimeException | OutOfMemoryError e) {
      // No thread is to be had. Its caller must hear of it all the same, and the others go on.
      TrackedDownload download = member.run.download();
      faults.report("starting download " + download.id(), e);
      download.fail(new Failure.Internal("no thread could be started for the download"));
      legEnded(member);
      return false;
    }
  }

  private synchronized Optional<Member> takeStartable() {
    if (running >= maxRunning || line.isEmpty()) {
      return Optional.empty();
    }
    if (running++ == 0) {
      idle = new CompletableFuture<>();
    }
    Member next = line.firstEntry().getValue();
    leaveLine(next);
    next.running = true;
    return Optional.of(next);
  }

  private void runLeg(Member member) {
    try {
      member.run.run();
    } finally {
      legEnded(member);
      startNext();
    }
  }

  private void legEnded(Member member) {
    CompletableFuture<Void> done = null;
    synchronized (this) {
      member.running = false;
      lineUpIfQueued(member);
      if (--running == 0) {
        done = idle;
      }
    }
    if (member.run.download().isOver()) {
      leave(member);
    }
    if (done != null) {
      done.complete(null);
    }
  }
}
