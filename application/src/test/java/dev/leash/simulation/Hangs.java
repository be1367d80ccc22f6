package dev.leash.simulation;

import dev.leash.simulation.schedule.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Where threads hang, on a disk or a server, until they are let go. */
final class Hangs {
  private final Scheduler scheduler;
  private final Told told;
  private final List<Hang> hanging = new ArrayList<>();

  private static final class Hang {
    private boolean over;
  }

  Hangs(Scheduler scheduler, Told told) {
    this.scheduler = scheduler;
    this.told = told;
  }

  /** For what no cancellation reaches. */
  void hang(String what) {
    hangUntil(what, () -> false);
  }

  void hangUntil(String what, BooleanSupplier otherwise) {
    told.event(what, " hangs");
    Hang hang = new Hang();
    hanging.add(hang);
    scheduler.await(() -> hang.over || otherwise.getAsBoolean());
    hanging.remove(hang);
  }

  boolean areThere() {
    return !hanging.isEmpty();
  }

  void letGo() {
    hanging.forEach(hang -> hang.over = true);
    hanging.clear();
  }
}
