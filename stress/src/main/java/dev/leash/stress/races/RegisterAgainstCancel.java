package dev.leash.stress.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leash.domain.port.Cancellation;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A worker says how it is to be stopped while it is cancelled. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "It is stopped once, by one of the two.")
@Outcome(expect = FORBIDDEN, desc = "It is never stopped, or twice.")
@State
public class RegisterAgainstCancel {
  private final Cancellation cancellation = new Cancellation();
  private final AtomicInteger stops = new AtomicInteger();

  @Actor
  public void register() {
    cancellation.onCancel(stops::incrementAndGet);
  }

  @Actor
  public void cancel() {
    cancellation.cancel();
  }

  @Arbiter
  public void look(I_Result result) {
    result.r1 = stops.get();
  }
}
