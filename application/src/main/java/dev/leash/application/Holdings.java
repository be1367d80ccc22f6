package dev.leash.application;

import dev.leash.domain.session.Session;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What downloads hold of the machine at this moment: entered when it is taken, removed when it is
 * given back, so that it can be told what outlives a session. Safe for use by several threads.
 */
final class Holdings {
  private final AtomicInteger taken = new AtomicInteger();
  private final Set<Holding> held = ConcurrentHashMap.newKeySet();

  /** What can be held. */
  enum Kind {
    THREAD,
    CONNECTION,
    /** A staging folder; it is held until it has been deleted. */
    STAGING,
    DESTINATION
  }

  /** One thing that is held until it is closed; a second close does nothing. */
  final class Holding implements AutoCloseable {
    private final Kind kind;
    private final Session<?> session;
    private final int number = taken.incrementAndGet();

    private Holding(Kind kind, Session<?> session) {
      this.kind = kind;
      this.session = session;
    }

    @Override
    public void close() {
      held.remove(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    /** Not the JVM's, so that the same run looks at them in the same order. */
    @Override
    public int hashCode() {
      return number;
    }
  }

  Holding take(Kind kind, Session<?> session) {
    Holding holding = new Holding(kind, session);
    held.add(holding);
    return holding;
  }

  int count(Kind kind) {
    return Math.toIntExact(held.stream().filter(holding -> holding.kind == kind).count());
  }

  int ofEndedSessions() {
    return Math.toIntExact(
        held.stream().filter(holding -> holding.session.ended().isPresent()).count());
  }
}
