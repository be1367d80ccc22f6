package dev.leash.stress.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A session's last download comes to its own end while the next session begins. */
@JCStressTest
@Outcome(
    id = {"took it, answered", "took nothing, answered"},
    expect = ACCEPTABLE,
    desc = "Whichever came first: the begin is answered once the download is released.")
@Outcome(expect = FORBIDDEN, desc = "The begin is never answered.")
@State
public class ReleaseAgainstEnd {
  private final Page page = new Page();

  public ReleaseAgainstEnd() {
    page.first().admit(Page.DOWNLOAD);
  }

  @Actor
  public void release() {
    page.first().release(Page.DOWNLOAD);
  }

  @Actor
  public void end(LL_Result result) {
    result.r1 = Page.taken(page.begin().taken());
  }

  @Arbiter
  public void look(LL_Result result) {
    result.r2 = Page.shown(page.fence());
  }
}
