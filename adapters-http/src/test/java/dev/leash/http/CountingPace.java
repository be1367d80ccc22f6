package dev.leash.http;

import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer.Pace;

/** Gives leave for all, and counts what was not given back. */
final class CountingPace implements Pace {
  private long taken;

  @Override
  public synchronized int ready(int most) {
    taken += most;
    return most;
  }

  @Override
  public int await(int most, Cancellation cancellation) {
    return ready(most);
  }

  @Override
  public synchronized void giveBack(int bytes) {
    taken -= bytes;
  }

  synchronized long taken() {
    return taken;
  }
}
