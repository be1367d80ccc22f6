package dev.leash.stress.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLJ_Result;

/** All sessions are ended while the next one begins. */
@JCStressTest
@Outcome(
    id = "ended 1, refused, 0",
    expect = ACCEPTABLE,
    desc = "The shutdown came first; none begins after it.")
@Outcome(
    id = "ended 2, ended 1, 0",
    expect = ACCEPTABLE,
    desc = "The begin came first; the shutdown ends what has begun, and none is current.")
@Outcome(
    expect = FORBIDDEN,
    desc = "The shutdown went past a session that had begun, or one began after it.")
@State
public class ShutdownAgainstBegin {
  private final Page page = new Page();

  @Actor
  public void shutDown(LLJ_Result result) {
    result.r1 = Page.ended(page.shutDown());
  }

  @Actor
  public void begin(LLJ_Result result) {
    result.r2 = page.beginIfOpen().map(it -> Page.ended(it.predecessor())).orElse("refused");
  }

  @Arbiter
  public void look(LLJ_Result result) {
    result.r3 = page.current();
  }
}
