package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static dev.leash.bootstrap.ipc.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.FakeClock;
import dev.leash.http.testing.Step;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The limits that a frontend changes while downloads run. */
@Timeout(120)
final class ConfigureMethodsTest {
  @Nested
  class OverTheSocket extends AgainstADaemon {
    @Test
    void tellsTheLimitsInForce() throws Exception {
      assertThat(client.result("configure", "{}")).isEqualTo(limits("1000", "null"));
      assertThat(client.result("configure", "{'maxConcurrentDownloads': 3}"))
          .isEqualTo(limits("3", "null"));
      assertThat(client.result("configure", "{'maxBytesPerSecond': 9223372036854775807}"))
          .isEqualTo(limits("3", "9223372036854775807"));
      assertThat(client.result("configure", "[7, 1]")).isEqualTo(limits("7", "1"));
      assertThat(daemon.client().result("configure", "{}")).isEqualTo(limits("7", "1"));
    }

    @Test
    void liftsALimitByNullAndLeavesOneThatIsAbsent() throws Exception {
      client.result("configure", "{'maxConcurrentDownloads': 3, 'maxBytesPerSecond': 5}");

      assertThat(client.result("configure", "{'maxBytesPerSecond': null}"))
          .isEqualTo(limits("3", "null"));
      client.result("configure", "{'maxBytesPerSecond': 5}");
      assertThat(client.result("configure", "{'maxConcurrentDownloads': null}"))
          .as("what the daemon was started with")
          .isEqualTo(limits("1000", "5"));
      assertThat(client.result("configure", "[null, null]")).isEqualTo(limits("1000", "null"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'maxConcurrentDownloads': 0}",
          "{'maxConcurrentDownloads': -1}",
          "{'maxConcurrentDownloads': 100001}",
          "{'maxConcurrentDownloads': 1.5}",
          "{'maxConcurrentDownloads': '3'}",
          "{'maxBytesPerSecond': 0}",
          "{'maxBytesPerSecond': -5}",
          "{'maxBytesPerSecond': 0.5}",
          "{'maxBytesPerSecond': 9223372036854775808}",
          "{'maxBytesPerSecond': true}",
          "{'maxConcurrentDownloads': 2, 'maxBytesPerSecond': 0}",
          "{'maxConcurrent': 2}",
          "[1, 1, 1]"
        })
    void changesNothingWhenAParamIsWrong(String params) throws Exception {
      assertError(client.call("configure", params), -32602, "INVALID_PARAMS");

      assertThat(client.result("configure", "{}")).isEqualTo(limits("1000", "null"));
    }

    @Test
    void startsWaitingDownloadsWhenMoreMayRun() throws Exception {
      CountDownLatch never = new CountDownLatch(1);
      daemon.origin().on("/held.zip", Step.await(never));
      client.result("configure", "{'maxConcurrentDownloads': 1}");
      client.result("start_download", held("one"));
      client.result("start_download", held("two"));
      client.result("start_download", held("three"));
      awaitRunning("one");
      assertThat(state("two")).isEqualTo("queued");

      client.result("configure", "{'maxConcurrentDownloads': 2}");

      awaitRunning("two");
      assertThat(state("three")).isEqualTo("queued");

      client.result("configure", "{'maxConcurrentDownloads': 1}");

      assertThat(state("one")).isEqualTo("running");
      assertThat(state("two")).isEqualTo("running");
      never.countDown();
    }

    private ObjectNode held(String id) {
      return daemon.params("/held.zip", id).put("downloadId", id);
    }

    private void awaitRunning(String id) throws Exception {
      client.notification(
          "download_progress",
          status ->
              status.path("downloadId").asString().equals(id)
                  && status.path("state").asString().equals("running"));
    }

    private String state(String id) throws Exception {
      return client.result("get_download", "['" + id + "']").path("state").asString();
    }
  }

  private static JsonNode limits(String maxConcurrentDownloads, String maxBytesPerSecond) {
    return json(
        "{'maxConcurrentDownloads': %s, 'maxBytesPerSecond': %s}"
            .formatted(maxConcurrentDownloads, maxBytesPerSecond));
  }

  /** Real connections, and time that passes when the test says so. */
  @Nested
  class TheSpeed {
    private static final int SIZE = 1 << 20;

    private final FakeClock clock = new FakeClock();
    private final RunningDaemon daemon = start();
    private final TestClient client = daemon.client();

    TheSpeed() throws Exception {
      daemon.origin().serve("/mod.bin", new byte[SIZE]);
    }

    private RunningDaemon start() throws Exception {
      Module fake = binder -> binder.bind(Clock.class).toInstance(clock);
      return RunningDaemon.start(IpcLimits.DEFAULT, fake);
    }

    @AfterEach
    void stop() throws Exception {
      daemon.close();
    }

    private ObjectNode params(String id) {
      return daemon.params("/mod.bin", id).put("downloadId", id).put("unpack", false);
    }

    private long received(String id) throws Exception {
      return client.result("get_download", "['" + id + "']").path("receivedBytes").asLong();
    }

    /** Lets time pass until each has so many bytes. */
    private void advanceUntil(long bytes, String... ids) throws Exception {
      for (String id : ids) {
        while (received(id) < bytes) {
          clock.advance(Duration.ofMillis(10));
        }
      }
    }

    /** Lets time pass for so many shares, for each when the one before has been received. */
    private void advanceShares(int count, String... ids) throws Exception {
      for (int i = 0; i < count; i++) {
        long before = receivedByAll(ids);
        clock.advance(Duration.ofMillis(10));
        while (receivedByAll(ids) == before) {
          Thread.onSpinWait();
        }
      }
    }

    private long receivedByAll(String... ids) throws Exception {
      long all = 0;
      for (String id : ids) {
        all += received(id);
      }
      return all;
    }

    /** What there can be by now at the most. */
    private long most(long bytesPerSecond) {
      return clock.monotonic().toMillis() * bytesPerSecond / 1_000;
    }

    @Test
    void isBoundedForAllTogetherAndSharedAlike() throws Exception {
      client.result("configure", "{'maxBytesPerSecond': 100000}");
      client.result("start_download", params("one"));
      client.result("start_download", params("other"));

      advanceUntil(1, "one", "other");
      long oneBefore = received("one");
      long otherBefore = received("other");

      advanceShares(100, "one", "other");

      assertThat(receivedByAll("one", "other")).isLessThanOrEqualTo(most(100_000));
      long one = received("one") - oneBefore;
      long other = received("other") - otherBefore;
      assertThat(Math.max(one, other)).isLessThan(4 * Math.min(one, other));
    }

    @Test
    void isBoundedForADownloadThatAsksForIt() throws Exception {
      client.result("start_download", params("slow").put("maxBytesPerSecond", 10_000));
      client.result("download_and_unzip", params("free"));

      advanceUntil(30_000, "slow");

      assertThat(received("slow")).isLessThanOrEqualTo(most(10_000));
      assertThat(received("free")).isEqualTo(SIZE);
    }

    @Test
    void isNoLongerBoundedOnceTheLimitIsLifted() throws Exception {
      client.result("configure", "{'maxBytesPerSecond': 1}");
      String call = client.sendCall("download_and_unzip", params("one"));
      daemon.origin().awaitExchange(0);

      client.result("configure", "{'maxBytesPerSecond': null}");

      assertThat(client.answer(call).at("/result/archiveBytes").asLong()).isEqualTo(SIZE);
    }

    @Test
    void keepsNoDownloadFromItsEnd() throws Exception {
      client.result("begin_session", "{}");
      client.result("configure", "{'maxBytesPerSecond': 1}");
      String call = client.sendCall("download_and_unzip", params("one"));
      daemon.origin().awaitExchange(0);

      JsonNode begun = client.result("begin_session", "{}");

      assertThat(begun.path("cancelledDownloads").get(0).asString()).isEqualTo("one");
      assertThat(TestClient.errorOf(client.answer(call)).path("code").asInt()).isEqualTo(-32001);
      daemon.origin().connections().getFirst().awaitClosed();
    }
  }
}
