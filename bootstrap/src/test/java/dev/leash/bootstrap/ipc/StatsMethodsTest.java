package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class StatsMethodsTest extends AgainstADaemon {
  @Test
  void tellsOfTheProcess() throws Exception {
    JsonNode stats = client.result("get_stats", "{}");

    assertThat(stats.propertyNames())
        .containsExactly(
            "version",
            "pid",
            "uptimeMillis",
            "sessionsBegun",
            "downloads",
            "openConnections",
            "stagingFolders",
            "heldDestinations",
            "resourcesOfEndedSessions",
            "receivedBytes",
            "memoryBytes",
            "clients");
    assertThat(stats.path("version").asString()).isNotEmpty();
    assertThat(stats.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(stats.path("uptimeMillis").asLong()).isNotNegative();
    assertThat(stats.path("memoryBytes").asLong()).isGreaterThan(1 << 20);
    assertThat(stats.path("clients").asInt()).isEqualTo(1);
  }

  @Test
  void tellsWhatIsOpenAndThatNothingIsLeft() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    daemon
        .origin()
        .on(
            "/slow.zip",
            Step.head(200, "Content-Length: 5000"),
            Step.bytes(new byte[1_000]),
            Step.await(never));
    client.result("begin_session", "{}");
    client.result("start_download", daemon.params("/slow.zip", "mod").put("downloadId", "slow"));
    client.notification(
        "download_progress", status -> status.path("receivedBytes").asLong() == 1_000);

    JsonNode open = client.result("get_stats", "{}");
    client.result("begin_session", "{}");

    assertThat(open.path("sessionsBegun").asInt()).isEqualTo(1);
    assertThat(open.at("/downloads/running").asInt()).isEqualTo(1);
    assertThat(open.path("openConnections").asInt()).isEqualTo(1);
    assertThat(open.path("stagingFolders").asInt()).isEqualTo(1);
    assertThat(open.path("heldDestinations").asInt()).isEqualTo(1);
    assertThat(open.path("resourcesOfEndedSessions").asInt()).isZero();
    assertThat(open.path("receivedBytes").asInt()).isEqualTo(1_000);
    JsonNode after = client.result("get_stats", "{}");
    assertThat(after.path("heldDestinations").asInt()).as("free at once").isZero();
    assertThat(after.at("/downloads/cancelled").asInt()).isEqualTo(1);
    while (after.path("resourcesOfEndedSessions").asInt() > 0) {
      after = client.result("get_stats", "{}");
    }
    assertThat(after.path("openConnections").asInt()).isZero();
    assertThat(after.path("stagingFolders").asInt()).isZero();
    never.countDown();
  }
}
