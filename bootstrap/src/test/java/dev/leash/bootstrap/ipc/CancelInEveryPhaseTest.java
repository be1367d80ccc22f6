package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leash.bootstrap.ipc.Ending.Ended;
import dev.leash.bootstrap.ipc.Phase.Held;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends a download wherever it can be, in every way, on a whole daemon with its own adapters. That
 * it was there is proved by its {@link Phase} before.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CancelInEveryPhaseTest {
  private static final List<String> PUBLISHED = List.of("mod", "mod/mod.zip", "mod/new.txt");
  private static final String CANCELLED = "Download cancelled due to session change";

  static Stream<Arguments> everyPhaseInEveryWay() {
    return Arrays.stream(Phase.values())
        .flatMap(phase ->
            Arrays.stream(Ending.values())
                .filter(ending -> isPossible(phase, ending))
                .map(ending -> Arguments.of(phase, ending)));
  }

  /** A thread that is held inside the publisher outlives no process but that of a test. */
  private static boolean isPossible(Phase phase, Ending ending) {
    return phase != Phase.AT_THE_GATE || ending != Ending.SHUTDOWN;
  }

  @ParameterizedTest(name = "{0}, ended by {1}")
  @MethodSource("everyPhaseInEveryWay")
  void aDownloadEndsAtOnceAndMakesWay(Phase phase, Ending ending) throws Exception {
    assumeTrue(phase != Phase.CONNECTING || FullBacklog.isVisible());
    try (Ground ground = phase.ground()) {
      Held held = phase.reach(ground);
      int requests = ground.requests(Ground.PATH);

      Ended ended = ending.end(ground);

      assertIsTold(ground, ended);
      held.closed().run();
      assertThat(Files.exists(ground.savePath())).isFalse();
      if (ending == Ending.SHUTDOWN) {
        ground.restart();
        assertThat(ground.filesButTheLock()).isEmpty();
      } else if (held.isStuck()) {
        assertIsHeld(ground, ending);
      }
      if (held.isInTheWay() && !held.isStuck()) {
        awaitNoResources(ground);
      }
      if (held.isInTheWay()) {
        held.letGo().run();
      }
      publishSuccessor(ground, ended);
      held.letGo().run();
      awaitNothingLeft(ground);
      assertThat(ground.requests(Ground.PATH)).isEqualTo(requests + 1);
      ground.assertConnectedForRequestsAlone();
      assertIsTold(ground, ended);
      assertLog(ground, ending, ended);
    }
  }

  /** Its files are many, and none is deleted before the successor has published its own. */
  @Test
  void aSuccessorDoesNotWaitForTheDeletionOfWhatWasStaged() throws Exception {
    Map<String, String> many = new TreeMap<>();
    IntStream.range(0, 3_000).forEach(i -> many.put("old/" + i, "old"));
    try (Ground ground = new Ground(2, Optional.of(HeldPublication.Point.BEFORE_ITS_TURN))) {
      ground.origin().serve(Ground.PATH, RunningDaemon.zip(many));
      ground.holdFrom(ground.origin().url(Ground.PATH));
      ground.publication().awaitReached();
      assertThat(ground.status().path("extractedFiles").asInt()).isEqualTo(3_000);

      Ended ended = Ending.BEGIN.end(ground);

      assertIsTold(ground, ended);
      publishSuccessor(ground, ended);
      Awaiting.until(
          "nothing of the successor's", () -> ground.stats().path("stagingFolders").asInt() == 1);
      assertIsHeld(ground, Ending.BEGIN);
      Awaiting.until(
          "all that was staged, beside what was published",
          () -> ground.files().containsAll(PUBLISHED) && ground.files().size() > 3_000);
      ground.publication().release();
      awaitNothingLeft(ground);
    }
  }

  /** Once, exactly, before its call is answered; and of nothing after that. */
  private static void assertIsTold(Ground ground, Ended ended) throws Exception {
    JsonNode answer = ground.caller().answer(ground.call());
    assertThat(TestClient.errorOf(answer)).isEqualTo(ended.error());
    List<JsonNode> all = ground.caller().received();
    JsonNode finished = ground.caller().notifications("download_finished").getFirst();
    assertThat(finished.at("/params/downloadId").asString()).isEqualTo("held");
    assertThat(finished.at("/params/state").asString()).isEqualTo("cancelled");
    assertThat(finished.at("/params/result").isNull()).isTrue();
    assertThat(finished.at("/params/error")).isEqualTo(ended.error());
    assertThat(all.subList(all.indexOf(finished), all.size())).containsExactly(finished, answer);
  }

  /** What does not let go is counted until it does. */
  private static void assertIsHeld(Ground ground, Ending ending) throws Exception {
    JsonNode stats = ground.stats();
    assertThat(stats.path("stagingFolders").asInt()).isEqualTo(1);
    if (ending != Ending.CANCEL) {
      assertThat(stats.path("resourcesOfEndedSessions").asInt()).isPositive();
    }
  }

  private static void publishSuccessor(Ground ground, Ended ended) throws Exception {
    ground.origin().serve(Ground.PATH, Ground.NEW);
    TestClient next = ground.daemon().client();
    long session =
        ended.current() > 0
            ? ended.current()
            : next.result("begin_session", "{}").path("sessionId").asLong();
    ObjectNode params = ground.params("next", session);
    JsonNode result = next.result("download_and_unzip", params);
    assertThat(result.path("files").asInt()).isEqualTo(1);
    assertThat(result.path("path").asString()).isEqualTo(ground.savePath().toString());
    assertThat(ground.savePath().resolve("mod.zip")).hasBinaryContent(Ground.NEW);
    assertThat(ground.savePath().resolve("new.txt")).hasContent("new");
  }

  /** It is not what holds a download up that ends it. */
  private static void awaitNoResources(Ground ground) throws Exception {
    Awaiting.until(
        "no resources of ended sessions",
        () -> ground.stats().path("resourcesOfEndedSessions").asInt(-1) == 0);
  }

  private static void awaitNothingLeft(Ground ground) throws Exception {
    Awaiting.until("nothing is held", () -> isNothingHeld(ground.stats()));
    Awaiting.until("the successor's files alone", () -> ground.files().equals(PUBLISHED));
    assertThat(isNothingHeld(ground.stats())).isTrue();
  }

  private static boolean isNothingHeld(JsonNode stats) {
    return Stream.of(
            "resourcesOfEndedSessions", "stagingFolders", "openConnections", "heldDestinations")
        .allMatch(name -> stats.path(name).asInt(-1) == 0);
  }

  private static void assertLog(Ground ground, Ending ending, Ended ended) throws Exception {
    List<String> log =
        ground
            .daemon()
            .logAfterShutdown()
            .lines()
            .map(line -> JsonMapper.shared().readTree(line).path("message").asString())
            .toList();
    boolean changed = ending == Ending.BEGIN || ending == Ending.CLOSE;
    String aborted =
        "Session changed during download (was: %d, now: %d), aborting download"
            .formatted(ground.session(), ended.current());
    assertThat(
            log.stream().filter(line -> line.contains("during download") || line.equals(CANCELLED)))
        .isEqualTo(changed ? List.of(aborted, CANCELLED) : List.of());
    assertThat(log)
        .containsSubsequence(
            "Session changed, new session ID: " + ground.session(),
            "Starting download for session ID: " + ground.session() + ", file: mod.zip");
  }
}
