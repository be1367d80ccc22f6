package dev.leash.bootstrap.proof;

import dev.leash.http.testing.ServedConnection;
import dev.leash.http.testing.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * What the server does for one download, and how far it has come. Safe for use by several threads.
 */
final class Script {
  private static final Duration BETWEEN_DROPS = Duration.ofNanos(100_000);
  private static final int PIECES = 16;

  private final CountDownLatch moment = new CountDownLatch(1);
  private final AtomicReference<ServedConnection> connection = new AtomicReference<>();
  private final byte[] body;
  private final Step[] steps;

  private volatile boolean whole;

  Script(Aim aim, byte[] body, Random random) {
    this.body = body;
    List<Step> all = new ArrayList<>(List.of(connection::set));
    switch (aim) {
      case STARTING, QUEUED, CONNECTING, TURN, PUBLISHING, FINISHED ->
          all.addAll(List.of(head(), Step.bytes(body)));
      case UNANSWERED -> all.addAll(List.of(Step.reached(moment), Step.stall()));
      case HEAD -> all.addAll(List.of(head(), Step.reached(moment), Step.stall()));
      case FLOWING -> flow(all, random.nextInt(PIECES));
      case DRIPPING -> all.addAll(List.of(head(), half(), Step.reached(moment), this::drip));
      case STALLED -> all.addAll(List.of(head(), half(), Step.reached(moment), Step.stall()));
      case ARRIVED -> all.addAll(List.of(head(), Step.bytes(body), Step.reached(moment)));
    }
    all.add(_ -> whole = true);
    this.steps = all.toArray(Step[]::new);
  }

  Step[] steps() {
    return steps;
  }

  CountDownLatch moment() {
    return moment;
  }

  /** The connection over which it was asked for; empty while it was not. */
  Optional<ServedConnection> connection() {
    return Optional.ofNullable(connection.get());
  }

  /**
   * Whether its connection is no more than one that may serve again: it is closed, or all was sent,
   * and the daemon may have read it without having told so.
   */
  boolean isOver() {
    return whole || connection().isEmpty() || connection().get().isClosed();
  }

  private Step head() {
    return Step.head(200, "Content-Length: " + body.length);
  }

  private Step half() {
    return Step.bytes(Arrays.copyOf(body, body.length / 2));
  }

  private void flow(List<Step> all, int before) {
    all.add(head());
    int piece = body.length / PIECES + 1;
    for (int i = 0; i < PIECES; i++) {
      if (i == before) {
        all.add(Step.reached(moment));
      }
      int from = Math.min(body.length, i * piece);
      all.add(Step.bytes(Arrays.copyOfRange(body, from, Math.min(body.length, from + piece))));
    }
  }

  private void drip(ServedConnection to) throws java.io.IOException, InterruptedException {
    for (int i = body.length / 2; i < body.length && !to.isClosed(); i++) {
      Step.bytes(Arrays.copyOfRange(body, i, i + 1)).run(to);
      LockSupport.parkNanos(BETWEEN_DROPS.toNanos());
    }
  }
}
