package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.ListDownloads.Query;
import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ListDownloadsTest {
  private static final Scope OTHER = new Scope("other");
  private static final int ALL = 1_000;

  private final ApplicationDriver driver = new ApplicationDriver.Setup().kept(3).start();

  private List<String> list(
      Optional<SessionId> session,
      Optional<Scope> scope,
      Optional<String> state,
      int limit,
      Optional<String> before) {
    return driver
        .application()
        .listDownloads()
        .list(new Query(session, scope, state, limit, before.map(DownloadId::new)))
        .stream()
        .map(DownloadStatus::id)
        .map(DownloadId::value)
        .toList();
  }

  private List<String> all() {
    return list(Optional.empty(), Optional.empty(), Optional.empty(), ALL, Optional.empty());
  }

  private Ticket run(String id) throws InterruptedException {
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
    return driver.runToItsEnd(id, Requests.request());
  }

  private Ticket hold(String id) throws InterruptedException {
    String url = "https://example.org/held-" + id;
    var hold = driver.transfer.hold(url, Zips.ONE_FILE, 0);
    Ticket ticket = driver.start(id, Requests.request().from(url));
    hold.awaitReached();
    return ticket;
  }

  @Nested
  class Filters {
    @Test
    void noneGivesAllTheNewestFirst() throws InterruptedException {
      run("a");
      hold("b");
      run("c");

      assertThat(all()).containsExactly("c", "b", "a");
    }

    @Test
    void bySession() throws InterruptedException {
      run("a");
      SessionId session = driver.begin().session();
      run("b");

      assertThat(
              list(Optional.of(session), Optional.empty(), Optional.empty(), ALL, Optional.empty()))
          .containsExactly("b");
    }

    @Test
    void byScope() throws InterruptedException {
      run("a");
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
      Ticket other = driver.startIn(OTHER, Requests.request());

      assertThat(
              list(Optional.empty(), Optional.of(OTHER), Optional.empty(), ALL, Optional.empty()))
          .containsExactly(other.id().value());
    }

    @Test
    void byState() throws InterruptedException {
      run("a");
      hold("b");
      hold("c");
      driver.cancel(new DownloadId("c"));

      assertThat(inState("completed")).containsExactly("a");
      assertThat(inState("cancelled")).containsExactly("c");
      assertThat(inState("failed")).isEmpty();
    }

    private List<String> inState(String label) {
      return list(Optional.empty(), Optional.empty(), Optional.of(label), ALL, Optional.empty());
    }

    @Test
    void byALimitThatCountsWhatMatches() throws InterruptedException {
      run("a");
      hold("b");
      run("c");

      assertThat(limited(2, Optional.of("completed"))).containsExactly("c", "a");
      assertThat(limited(1, Optional.of("completed"))).containsExactly("c");
      assertThat(limited(0, Optional.empty())).isEmpty();
    }

    private List<String> limited(int limit, Optional<String> state) {
      return list(Optional.empty(), Optional.empty(), state, limit, Optional.empty());
    }

    @Test
    void byThoseBeforeOne() throws InterruptedException {
      run("a");
      hold("b");
      run("c");

      assertThat(before("c")).containsExactly("b", "a");
      assertThat(before("a")).isEmpty();
      assertThat(before("unknown")).isEmpty();
    }

    private List<String> before(String id) {
      return list(Optional.empty(), Optional.empty(), Optional.empty(), ALL, Optional.of(id));
    }
  }

  @Nested
  class EndedOnes {
    @Test
    void areKeptUpToTheLimitInTheOrderOfTheirEnds() throws InterruptedException {
      Ticket longest = hold("longest");
      run("a");
      run("b");
      run("c");
      assertThat(all()).containsExactly("c", "b", "a", "longest");

      driver.cancel(longest.id());

      assertThat(all()).as("one past the limit").containsExactly("c", "b", "longest");
      assertThat(driver.application().getDownload().get(new DownloadId("a"))).isEmpty();
      assertThat(driver.application().awaitDownload().await(new DownloadId("a"))).isEmpty();
    }

    @Test
    void areNeverForgottenBeforeTheirEnd() throws InterruptedException {
      Ticket longest = hold("longest");
      for (int i = 0; i < 10; i++) {
        run("run-" + i);
      }

      assertThat(driver.application().awaitDownload().await(longest.id())).isPresent();
      assertThat(all()).hasSize(4);
    }

    @Test
    void replayTheirOutcomeAsOftenAsTheyAreAwaited() throws InterruptedException {
      Ticket first = run("a");

      for (int i = 0; i < 3; i++) {
        Ticket again = driver.application().awaitDownload().await(first.id()).orElseThrow();
        assertThat(again.session()).isEqualTo(first.session());
        assertThat(again.ended()).isCompletedWithValue(first.ended().join());
      }
    }

    @Test
    void areForgottenAtOnceWhereNoneAreKept() throws InterruptedException {
      ApplicationDriver forgetful = new ApplicationDriver.Setup().kept(0).start();

      Ticket ticket = forgetful.runToItsEnd("a", Requests.request());

      assertThat(forgetful.cancel(ticket.id())).isEmpty();
    }

    @Test
    void leaveTheirIdToANewDownloadOnceForgotten() throws InterruptedException {
      run("a");
      run("b");
      run("c");
      run("d");

      Ticket again = run("a");

      assertThat(driver.status(again.id()).state().label()).isEqualTo("completed");
      assertThat(all()).containsExactly("a", "d", "c");
    }
  }
}
