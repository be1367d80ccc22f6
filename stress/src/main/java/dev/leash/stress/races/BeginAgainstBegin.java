package dev.leash.stress.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leash.domain.session.Begun;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLJ_Result;

/** Two begins while a publisher of the first session is in the gate: it is still renaming. */
@JCStressTest
@Outcome(
    id = {"2 after 1 waits, 3 after 2 waits, 3", "3 after 2 waits, 2 after 1 waits, 3"},
    expect = ACCEPTABLE,
    desc =
        "One after the other; both answers wait for the first session, and the later is current.")
@Outcome(
    expect = FORBIDDEN,
    desc = "A begin was answered while the first session still renamed, or the line is broken.")
@State
public class BeginAgainstBegin {
  private final Page page = new Page();

  public BeginAgainstBegin() {
    page.first().enterGate();
  }

  @Actor
  public void begin(LLJ_Result result) {
    result.r1 = begun();
  }

  @Actor
  public void beginToo(LLJ_Result result) {
    result.r2 = begun();
  }

  @Arbiter
  public void look(LLJ_Result result) {
    result.r3 = page.current();
  }

  private String begun() {
    Begun<String> begun = page.begin();
    // Before the line is put together, which takes a while.
    String fence = Page.shown(begun.fence());
    return begun.session().id() + " after " + begun.previous() + " " + fence;
  }
}
