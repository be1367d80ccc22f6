package dev.leash.stress;

import java.util.List;

/**
 * A leak for each race: a check and its act, torn out of the one mutex that they have. They do not
 * meet each other, so all are planted at once.
 */
final class Leaks {
  private static final String SESSION = "session/Session.java";
  private static final String SUCCESSION = "session/Succession.java";
  private static final String CANCELLATION = "port/Cancellation.java";

  static final List<Leak> ALL =
      List.of(
          admitsOnAnOldAnswer(),
          entersOnAnOldAnswer(),
          endsTheOldSessionLater(),
          endsOnAnOldAnswer(),
          endsOutsideTheLine(),
          shutsDownWhatWasFoundBefore(),
          releasesOnAnOldAnswer(),
          leavesOnAnOldAnswer(),
          registersOnAnOldAnswer());

  private Leaks() {}

  private static Leak admitsOnAnOldAnswer() {
    return new Leak(
        "BeginAgainstAdmit",
        "admitted, took nothing, answered",
        SESSION,
        """
            synchronized (mutex) {
              if (ended == null) {
                held.add(download);
        """,
        """
            EndCause ended = ended().orElse(null);
            synchronized (mutex) {
              if (ended == null) {
                held.add(download);
        """);
  }

  private static Leak entersOnAnOldAnswer() {
    return new Leak(
        "BeginAgainstPublish",
        "0, published, 2",
        SESSION,
        """
            synchronized (mutex) {
              if (ended != null) {
                return false;
        """,
        """
            EndCause ended = ended().orElse(null);
            synchronized (mutex) {
              if (ended != null) {
                return false;
        """);
  }

  private static Leak endsTheOldSessionLater() {
    return new Leak(
        "BeginAgainstBegin",
        "2 after 1 waits, 3 after 2 answered, 3",
        SUCCESSION,
        """
            synchronized (mutex) {
              if (closed) {
                return Optional.empty();
              }
              Session<D> old = newest;
              newest = issue.get();
        """,
        """
            Session<D> old;
            Session<D> newest;
            synchronized (mutex) {
              if (closed) {
                return Optional.empty();
              }
              old = this.newest;
              newest = issue.get();
              this.newest = newest;
            }
            synchronized (mutex) {
        """);
  }

  private static Leak endsOnAnOldAnswer() {
    return new Leak(
        "EndAgainstEnd",
        "took it and waits, took it and waits",
        SESSION,
        """
            synchronized (mutex) {
              if (ended != null) {
                return Optional.empty();
              }
        """,
        """
            if (ended().isPresent()) {
              return Optional.empty();
            }
            synchronized (mutex) {
        """);
  }

  /** Else the scope's mutex would keep apart what the session's own no longer does. */
  private static Leak endsOutsideTheLine() {
    return new Leak(
        "EndAgainstEnd",
        "took it and waits, took it and waits",
        SUCCESSION,
        """
            synchronized (mutex) {
              return newest.id().equals(id) ? endOne(newest, cause) : Optional.empty();
        """,
        """
            Session<D> newest = head().newest();
            Optional<List<D>> taken = newest.id().equals(id) ? newest.end(cause) : Optional.empty();
            synchronized (mutex) {
              taken.ifPresent(_ -> unquiet.add(newest));
              return taken.map(held -> new Ended<>(newest, cause, held, fence()));
        """);
  }

  private static Leak shutsDownWhatWasFoundBefore() {
    return new Leak(
        "ShutdownAgainstBegin",
        "ended nothing, ended 1, 2",
        SUCCESSION,
        """
            synchronized (mutex) {
              closed = true;
              return endOne(newest, cause);
        """,
        """
            Session<D> newest = head().newest();
            synchronized (mutex) {
              closed = true;
              return endOne(newest, cause);
        """);
  }

  private static Leak releasesOnAnOldAnswer() {
    return new Leak(
        "ReleaseAgainstEnd",
        "took it, waits",
        SESSION,
        """
              held.remove(download);
              last = isQuiet();
        """,
        """
              last = ended != null;
            }
            synchronized (mutex) {
              held.remove(download);
              last &= isQuiet();
        """);
  }

  private static Leak leavesOnAnOldAnswer() {
    return new Leak(
        "LeaveAgainstRelease",
        "waits, waits",
        SESSION,
        """
              publishers--;
              last = isQuiet();
        """,
        """
              last = held.isEmpty();
            }
            synchronized (mutex) {
              publishers--;
              last &= isQuiet();
        """);
  }

  private static Leak registersOnAnOldAnswer() {
    return new Leak(
        "RegisterAgainstCancel",
        "0",
        CANCELLATION,
        """
            synchronized (mutex) {
              if (!cancelled) {
                hooks.add(hook);
        """,
        """
            boolean cancelled = this.cancelled;
            synchronized (mutex) {
              if (!cancelled) {
                hooks.add(hook);
        """);
  }
}
