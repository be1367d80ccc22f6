package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.Phase.Held;
import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.Failure;
import dev.leash.domain.session.Scope;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of what is open. */
class StatsTest {
  private final ApplicationDriver driver = ApplicationDriver.onFakes();

  @Test
  void areZeroAtFirst() {
    assertThat(driver.stats().downloads())
        .containsOnlyKeys(
            "queued", "running", "paused", "publishing", "completed", "failed", "cancelled")
        .allSatisfy((_, count) -> assertThat(count).isZero());
    assertThat(driver.stats())
        .extracting(
            GetStats.Stats::sessionsBegun,
            GetStats.Stats::openConnections,
            GetStats.Stats::stagingFolders,
            GetStats.Stats::heldDestinations,
            GetStats.Stats::resourcesOfEndedSessions,
            GetStats.Stats::receivedBytes)
        .containsExactly(0L, 0, 0, 0, 0, 0L);
  }

  @Test
  void countWhatARunningDownloadHolds() throws InterruptedException {
    var hold = driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 20);
    driver.begin();
    driver.start(Requests.request());
    hold.awaitReached();

    GetStats.Stats stats = driver.stats();

    assertThat(stats.sessionsBegun()).isEqualTo(1);
    assertThat(stats.downloads()).containsEntry("running", 1);
    assertThat(stats.openConnections()).isEqualTo(1);
    assertThat(stats.stagingFolders()).isEqualTo(1);
    assertThat(stats.heldDestinations()).isEqualTo(1);
    assertThat(stats.resourcesOfEndedSessions()).isZero();
    assertThat(stats.receivedBytes()).isEqualTo(20);
    driver.begin();
    driver.awaitQuiet();
  }

  @Test
  void countEachEnd() throws InterruptedException {
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
    driver.transfer.fail("https://example.org/failing", new Failure.TooManyRedirects(10));
    driver.transfer.hold("https://example.org/held", Zips.ONE_FILE, 0);
    ApplicationDriver.outcome(driver.start(Requests.request()));
    ApplicationDriver.outcome(driver.start(Requests.request().from("https://example.org/failing")));
    Ticket paused = driver.start(Requests.request().from("https://example.org/held"));
    driver.pause(paused.id());
    driver.cancel(driver.start(Requests.request().from("https://example.org/held")).id());

    assertThat(driver.stats().downloads())
        .containsEntry("completed", 1)
        .containsEntry("failed", 1)
        .containsEntry("paused", 1)
        .containsEntry("cancelled", 1);
    driver.begin();
    driver.awaitQuiet();
    assertThat(driver.stats().downloads()).containsEntry("cancelled", 2);
    assertThat(driver.stats().heldDestinations()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void findNothingLeftOfAnEndedSession(Phase phase) throws InterruptedException {
    Held held = phase.reach();

    held.driver().begin();
    held.letGo().run();

    held.driver().awaitQuiet();
    assertThat(held.driver().stats().openConnections()).isZero();
    assertThat(held.driver().stats().heldDestinations()).isZero();
    assertThat(held.driver().stats().stagingFolders()).isZero();
  }

  @Test
  void tellOfAThreadThatDoesNotLetGo() throws InterruptedException {
    CountDownLatch there = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    ApplicationDriver stuck =
        new ApplicationDriver.Setup()
            .ports(ports ->
                Faulty.attempts(
                    ports,
                    (fetch, cancellation) -> {
                      there.countDown();
                      Faulty.awaitOpen(letGo);
                      return fetch.attempt(cancellation);
                    }))
            .start();
    stuck.startIn(new Scope("a"), Requests.request());
    there.await();

    stuck.begin(new Scope("a"));

    assertThat(stuck.stats().resourcesOfEndedSessions())
        .as("its threads and its staging")
        .isPositive();
    letGo.countDown();
    stuck.awaitQuiet();
    assertThat(stuck.stats().resourcesOfEndedSessions()).isZero();
  }
}
