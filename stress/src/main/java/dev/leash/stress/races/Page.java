package dev.leash.stress.races;

import dev.leash.domain.session.Begun;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Ended;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.Session;
import dev.leash.domain.session.Sessions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The line of sessions of one page in its first session, number 1, and the words for what is seen
 * of it. Safe for use by several threads.
 */
final class Page {
  static final String DOWNLOAD = "download";

  private final Sessions<String> sessions = new Sessions<>(0, new AtomicLong()::incrementAndGet);
  private final Session<String> first = begin().session();

  Session<String> first() {
    return first;
  }

  Begun<String> begin() {
    return beginIfOpen().orElseThrow();
  }

  /** Empty after a shutdown. */
  Optional<Begun<String>> beginIfOpen() {
    return sessions.begin(Scope.MAIN);
  }

  /** Ends the first session. */
  Optional<Ended<String>> endFirst() {
    return sessions.end(first.id(), new EndCause.Requested());
  }

  /** Ends the session that is current, whichever that is, and lets none begin any more. */
  Optional<Ended<String>> shutDown() {
    return sessions.close(new EndCause.Shutdown()).stream().findFirst();
  }

  /** The fence of the first session, for who did not end it. */
  CompletableFuture<Void> fence() {
    return sessions.fence(first.id());
  }

  long current() {
    return sessions.current(Scope.MAIN).value();
  }

  static String taken(List<String> taken) {
    return taken.isEmpty() ? "took nothing" : "took it";
  }

  static String ended(Optional<Ended<String>> ended) {
    return ended.map(end -> "ended " + end.session().id()).orElse("ended nothing");
  }

  static String shown(CompletableFuture<Void> fence) {
    return fence.isDone() ? "answered" : "waits";
  }
}
