package dev.leash.simulation;

import dev.leash.simulation.schedule.Verdict.Broken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the first breach of a promise: what follows may only follow from it. */
final class Judge {
  private final Told told;
  private final Runnable stop;
  private @Nullable Broken breach;

  /**
   * @param stop ends the play
   */
  Judge(Told told, Runnable stop) {
    this.told = told;
    this.stop = stop;
  }

  Optional<Broken> breach() {
    return Optional.ofNullable(breach);
  }

  void require(boolean holds, Promise promise, String how) {
    if (!holds) {
      condemn(promise, how);
    }
  }

  void condemn(Promise promise, String how) {
    if (breach == null) {
      breach = new Broken(promise.name(), how);
      told.event("BROKEN ", breach);
      stop.run();
    }
  }
}
