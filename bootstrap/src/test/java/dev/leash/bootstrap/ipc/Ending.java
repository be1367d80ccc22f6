package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/**
 * How a held download is ended. Each judges its own answer, and tells what its caller must hear.
 */
enum Ending {
  BEGIN {
    @Override
    Ended end(Ground ground) throws Exception {
      JsonNode answer = ground.page().result("begin_session", "{}");
      long next = answer.path("sessionId").asLong();
      assertThat(next).isGreaterThan(ground.session());
      assertThat(answer.path("previousSessionId").asLong()).isEqualTo(ground.session());
      assertThat(answer.path("cancelledDownloads")).isEqualTo(HELD);
      return new Ended(sessionChange("superseded", next, ground), next);
    }
  },
  CANCEL {
    @Override
    Ended end(Ground ground) throws Exception {
      JsonNode status = ground.onlooker().result("cancel_download", "['held']");
      assertThat(status.path("state").asString()).isEqualTo("cancelled");
      JsonNode expected =
          error(
              "-32800, 'message': 'Download cancelled because its caller asked'",
              "'reason': 'CANCELLED_BY_REQUEST'",
              ground);
      assertThat(status.path("error")).isEqualTo(expected);
      return new Ended(expected, ground.session());
    }
  },
  END_SESSION {
    @Override
    Ended end(Ground ground) throws Exception {
      JsonNode answer = ground.page().result("end_session", "[" + ground.session() + "]");
      assertThat(answer).isEqualTo(json("{'ended': true, 'cancelledDownloads': ['held']}"));
      return new Ended(
          error(
              "-32002, 'message': 'Download cancelled because its session ended'",
              "'reason': 'CANCELLED_SESSION_END', 'currentSessionId': 0",
              ground),
          0);
    }
  },
  CLOSE {
    @Override
    Ended end(Ground ground) throws Exception {
      ground.page().close();
      JsonNode changed =
          ground
              .onlooker()
              .notification("session_changed", change -> change.path("sessionId").asLong() == 0);
      assertThat(changed.path("previousSessionId").asLong()).isEqualTo(ground.session());
      assertThat(changed.path("cancelledDownloads")).isEqualTo(HELD);
      return new Ended(sessionChange("disconnected", 0, ground), 0);
    }
  },
  SHUTDOWN {
    @Override
    Ended end(Ground ground) throws Exception {
      assertThat(ground.onlooker().result("shutdown", "{}")).isEqualTo(json("true"));
      ground.daemon().daemon().awaitStopRequest();
      ground.daemon().daemon().close();
      return new Ended(
          error(
              "-32003, 'message': 'Download cancelled because Leash shut down'",
              "'reason': 'CANCELLED_SHUTDOWN', 'currentSessionId': 0",
              ground),
          0);
    }
  };

  private static final JsonNode HELD = json("['held']");

  /**
   * What follows.
   *
   * @param error that the caller hears
   * @param current the session from then on, 0 for none
   */
  record Ended(JsonNode error, long current) {}

  abstract Ended end(Ground ground) throws Exception;

  private static JsonNode sessionChange(String cause, long current, Ground ground) {
    return error(
        "-32001, 'message': 'Download cancelled due to session change'",
        "'reason': 'CANCELLED_SESSION_CHANGE', 'detail': {'cause': '%s'}, 'currentSessionId': %d"
            .formatted(cause, current),
        ground);
  }

  /** The whole of it. */
  private static JsonNode error(String codeAndMessage, String data, Ground ground) {
    return json(
        "{'code': %s, 'data': {%s, 'retryable': false, 'downloadId': 'held', 'sessionId': %d}}"
            .formatted(codeAndMessage, data, ground.session()));
  }
}
