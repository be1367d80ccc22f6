package dev.leash.stress.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leash.domain.session.Begun;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A download comes to a session while the next one begins. */
@JCStressTest
@Outcome(
    id = "admitted, took it, waits",
    expect = ACCEPTABLE,
    desc = "The download came first: the begin cancels it, and its answer waits for that.")
@Outcome(
    id = "refused, took nothing, answered",
    expect = ACCEPTABLE,
    desc = "The begin came first: the download is refused, and there is nothing to wait for.")
@Outcome(expect = FORBIDDEN, desc = "A download runs that nobody cancels, or is refused and kept.")
@State
public class BeginAgainstAdmit {
  private final Page page = new Page();

  @Actor
  public void admit(LLL_Result result) {
    result.r1 = page.first().admit(Page.DOWNLOAD).isEmpty() ? "admitted" : "refused";
  }

  @Actor
  public void begin(LLL_Result result) {
    Begun<String> begun = page.begin();
    result.r2 = Page.taken(begun.taken());
    result.r3 = Page.shown(begun.fence());
  }
}
