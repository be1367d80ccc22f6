package dev.leash.stress.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leash.domain.session.Session;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILI_Result;

/** A session's publication, of two renames, while the next session begins. */
@JCStressTest
@Outcome(
    id = "2, published, 2",
    expect = ACCEPTABLE,
    desc = "The publisher was let in: the begin is answered after its last rename.")
@Outcome(
    id = "0, refused, 0",
    expect = ACCEPTABLE,
    desc = "The begin came first: nothing is renamed, before its answer or after it.")
@Outcome(expect = FORBIDDEN, desc = "A file changed after the answer, or there never was one.")
@State
public class BeginAgainstPublish {
  private static final int NO_ANSWER = -1;

  private final Page page = new Page();

  // Guarded by the gate and the fence, which is what is tried here: deliberately not volatile.
  private int renames;
  private int renamesAtAnswer = NO_ANSWER;

  @Actor
  public void publish(ILI_Result result) {
    Session<String> session = page.first();
    if (session.enterGate()) {
      renames = 1;
      renames = 2;
      session.leaveGate();
      result.r2 = "published";
    } else {
      result.r2 = "refused";
    }
  }

  @Actor
  public void begin() {
    var _ = page.begin().fence().thenRun(() -> renamesAtAnswer = renames);
  }

  @Arbiter
  public void look(ILI_Result result) {
    result.r1 = renamesAtAnswer;
    result.r3 = renames;
  }
}
