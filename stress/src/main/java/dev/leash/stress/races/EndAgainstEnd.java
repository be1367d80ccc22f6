package dev.leash.stress.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leash.domain.session.Ended;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Two ends of a session that holds a download, say a closed connection's and a call's. */
@JCStressTest
@Outcome(
    id = {"took it and waits, waits", "waits, took it and waits"},
    expect = ACCEPTABLE,
    desc = "One of the two cancels the download, and neither is answered before that is done.")
@Outcome(
    expect = FORBIDDEN,
    desc = "The download is cancelled twice or never, or an end is answered too soon.")
@State
public class EndAgainstEnd {
  private final Page page = new Page();

  public EndAgainstEnd() {
    page.first().admit(Page.DOWNLOAD);
  }

  @Actor
  public void end(LL_Result result) {
    result.r1 = ended();
  }

  @Actor
  public void endToo(LL_Result result) {
    result.r2 = ended();
  }

  private String ended() {
    Optional<Ended<String>> ended = page.endFirst();
    return ended
        .map(end -> Page.taken(end.taken()) + " and " + Page.shown(end.fence()))
        .orElseGet(() -> Page.shown(page.fence()));
  }
}
