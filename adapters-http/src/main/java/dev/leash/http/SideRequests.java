package dev.leash.http;

import dev.leash.domain.port.ArrivingFile.Listening;
import dev.leash.domain.port.ArrivingFile.Needs;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.Cancellation;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Brings what readers want of an archive ahead of its body: one request at a time, and no more
 * after one that failed. A hint is all that it follows, so nothing of it fails the download.
 * Readers call from threads of theirs, the body's thread from its own.
 */
final class SideRequests implements Beside, Needs {
  /** Of which a reader that is there tells what the archive is. */
  static final int FIRST_BYTES = 64 * 1024;

  /** More readers than wait for one archive at a time. */
  private static final int MAX_AWAITED = 64;

  private final Job job;
  private final Surroundings surroundings;
  private final Writer writer;
  private final Arrived arrived;
  private final int generation;
  private final BodyEdge edge;
  private final Hold hold;
  private final Cancellation.Child cancellation;
  private final Cancellation.Registration registration;
  private final SideRequest request;

  private volatile boolean hasReader;

  // Guarded by this.
  private final Wishes wishes;
  private final TreeSet<Long> awaited = new TreeSet<>();
  private @Nullable CompletableFuture<Void> running;
  private boolean started;
  private boolean closed;
  private boolean givenUp;
  private @Nullable Listening listening;

  SideRequests(SideSource source, Job job, Surroundings surroundings, Arrived arrived) {
    this.job = job;
    this.surroundings = surroundings;
    this.arrived = arrived;
    generation = arrived.generation();
    writer = job.file().writer(generation);
    edge = new BodyEdge(job.file(), generation, arrived.foretold());
    wishes = new Wishes(source.total());
    hold = new Hold(surroundings.clock());
    cancellation = job.cancellation().child();
    registration = job.cancellation().onCancel(hold::end);
    request = new SideRequest(source, job.under(cancellation.cancellation()), surroundings, edge);
  }

  @Override
  public void begin() {
    Listening begun = writer.listen(this);
    synchronized (this) {
      listening = begun;
    }
    closeListening();
  }

  /** Once nothing more is brought, whoever waits for what it wants is to know. */
  private void closeListening() {
    Listening over;
    synchronized (this) {
      over = closed || givenUp ? listening : null;
    }
    if (over != null) {
      over.close();
    }
  }

  @Override
  public int room(int most, Exchange exchange) {
    if (hold.holds()) {
      exchange.heldBack();
      hold.await();
      exchange.consumed();
    }
    return isFirst() ? Math.min(most, FIRST_BYTES) : most;
  }

  @Override
  public void advance(long to) {
    boolean first = isFirst();
    edge.advance(to);
    if (first) {
      // Before the reader can see the bytes: it may react at once.
      hold.awaitReaction();
    }
  }

  private boolean isFirst() {
    return hasReader && edge.at() < FIRST_BYTES;
  }

  @Override
  public void wants(long position, long length) {
    boolean here = job.file().hasArrived(generation, position, length);
    boolean begins;
    synchronized (this) {
      if (closed) {
        return;
      }
      if (here || !wishes.add(position, length, edge.at())) {
        hold.reacted();
        return;
      }
      hold.begin();
      releaseIfAwaited();
      begins = running == null;
      if (begins) {
        running = new CompletableFuture<>();
        started = false;
      }
    }
    if (begins) {
      start();
    }
  }

  @Override
  public synchronized void waits(long position) {
    hasReader = true;
    // Else it came late: the byte is there by now.
    if (position >= edge.at() && !wishes.hasBrought(position)) {
      awaited.add(position);
      if (awaited.size() > MAX_AWAITED) {
        awaited.pollFirst();
      }
      releaseIfAwaited();
    }
  }

  @Override
  public void close() {
    registration.close();
    Optional<CompletableFuture<Void>> last;
    synchronized (this) {
      closed = true;
      last = started ? Optional.ofNullable(running) : Optional.empty();
    }
    closeListening();
    cancellation.cancellation().cancel();
    last.ifPresent(CompletableFuture::join);
    cancellation.close();
    hold.end();
    if (edge.wroteAhead()) {
      // Another version must not begin among these bytes.
      arrived.touch();
    }
  }

  private void start() {
    try {
      surroundings.executor().execute(this::run);
    } catch (RejectedExecutionException _) {
      ended(false);
    }
  }

  private void run() {
    CompletableFuture<Void> run = begun();
    try {
      for (Optional<ByteRange> next = next(); next.isPresent(); next = next()) {
        boolean all = false;
        try {
          all = request.bring(next.get());
        } finally {
          ended(all);
        }
      }
    } finally {
      run.complete(null);
    }
  }

  private synchronized CompletableFuture<Void> begun() {
    started = true;
    return Objects.requireNonNull(running);
  }

  /** What to ask for next; when that is nothing, the running is over in the same moment. */
  private synchronized Optional<ByteRange> next() {
    Optional<ByteRange> next = closed ? Optional.empty() : wishes.next(edge.at());
    if (next.isEmpty()) {
      running = null;
      hold.judging();
      releaseIfAwaited();
    }
    return next;
  }

  private void ended(boolean all) {
    synchronized (this) {
      if (all) {
        wishes.served();
      } else {
        wishes.giveUp();
        givenUp = true;
      }
      releaseIfAwaited();
    }
    if (!all) {
      closeListening();
      // Nobody hears any more what its reader waits for.
      hold.end();
    }
  }

  /** A reader that waits for what no request brings waits for the body. */
  private void releaseIfAwaited() {
    awaited.removeIf(position -> position < edge.at() || wishes.hasBrought(position));
    if (awaited.stream().anyMatch(position -> !wishes.brings(position))) {
      hold.release();
    }
  }
}
