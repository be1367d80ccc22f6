package dev.leash.benchmarks.cancel;

import dev.leash.benchmarks.kit.Samples;
import java.time.Duration;
import java.util.List;

/** What was measured of one thing, from the request for a new session on. Of one thread. */
final class Times {
  /** What {@link #columns} are of. */
  static final List<String> COLUMNS =
      List.of("server sees the close", "caller is told", "begin_session answered");

  private final Samples closed = new Samples();
  private final Samples told = new Samples();
  private final Samples begun = new Samples();

  /** One round's: the last close, the last caller, the new session. */
  record Round(Duration closed, Duration told, Duration begun) {}

  void add(Round round) {
    closed.add(round.closed());
    told.add(round.told());
    begun.add(round.begun());
  }

  List<Samples> columns() {
    return List.of(closed, told, begun);
  }
}
