package dev.leash.application;

import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer;

/** A download's own limit within the one of all. Safe for use by several threads. */
record OwnPace(SpeedLimit own, SpeedLimit all) implements Transfer.Pace {
  @Override
  public int ready(int most) {
    int ready = own.ready(most);
    return ready == 0 ? 0 : keep(ready, all.ready(ready));
  }

  @Override
  public int await(int most, Cancellation cancellation) {
    // The own one first: who waits for it must not hold a share of what all have.
    int awaited = own.await(most, cancellation);
    return awaited == 0 ? 0 : keep(awaited, all.await(awaited, cancellation));
  }

  @Override
  public void giveBack(int bytes) {
    own.giveBack(bytes);
    all.giveBack(bytes);
  }

  private int keep(int taken, int kept) {
    if (kept < taken) {
      own.giveBack(taken - kept);
    }
    return kept;
  }
}
