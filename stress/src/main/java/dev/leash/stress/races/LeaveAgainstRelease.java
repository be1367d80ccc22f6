package dev.leash.stress.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** An ended session's last publisher leaves the gate while its last download is released. */
@JCStressTest
@Outcome(
    id = "waits, answered",
    expect = ACCEPTABLE,
    desc = "The end waits for both, and whoever comes last answers it.")
@Outcome(expect = FORBIDDEN, desc = "The end is answered too soon or never.")
@State
public class LeaveAgainstRelease {
  private final Page page = new Page();
  private final CompletableFuture<Void> fence;
  private final String before;

  public LeaveAgainstRelease() {
    page.first().admit(Page.DOWNLOAD);
    page.first().enterGate();
    fence = page.begin().fence();
    before = Page.shown(fence);
  }

  @Actor
  public void leave() {
    page.first().leaveGate();
  }

  @Actor
  public void release() {
    page.first().release(Page.DOWNLOAD);
  }

  @Arbiter
  public void look(LL_Result result) {
    result.r1 = before;
    result.r2 = Page.shown(fence);
  }
}
