package dev.leash.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class GetAndCallProcessTest extends AgainstAnOrigin {
  @BeforeEach
  void offer() throws Exception {
    origin.serve("/mod.zip", Base.zip(100));
  }

  @Nested
  class Get {
    @Test
    void downloadsAndUnzips() throws Exception {
      try (LeashProcess get = get(origin.url("/mod.zip"), "mod")) {
        assertThat(get.awaitExit()).isEqualTo(0);

        assertThat(get.out()).hasSize(1);
        assertThat(get.out().getFirst())
            .startsWith(base.root().resolve("mod") + ": 1 files, 100 bytes, sha256 ");
        assertThat(base.files()).containsExactly("mod", "mod/readme.txt");
      }
    }

    @Test
    void savesTheArchiveItselfUnderAName() throws Exception {
      try (LeashProcess get =
          get(origin.url("/mod.zip"), "mod", "--no-unpack", "--name", "texture.zip")) {
        assertThat(get.awaitExit()).isEqualTo(0);

        assertThat(base.files()).containsExactly("mod", "mod/texture.zip");
      }
    }

    @Test
    void tellsAFailureByItsReasonAndExitCode() throws Exception {
      try (LeashProcess failed = get(origin.url("/none.zip"), "mod");
          LeashProcess misused = get("no url", "mod");
          LeashProcess mismatch =
              get(origin.url("/mod.zip"), "mod", "--checksum", "md5:" + "0".repeat(32))) {
        assertThat(failed.awaitExit()).isEqualTo(1);
        assertThat(failed.err()).anyMatch(line -> line.startsWith("HTTP_STATUS: "));
        assertThat(misused.awaitExit()).isEqualTo(2);
        assertThat(misused.err()).anyMatch(line -> line.startsWith("INVALID_PARAMS: "));
        assertThat(mismatch.awaitExit()).isEqualTo(1);
        assertThat(mismatch.err()).anyMatch(line -> line.startsWith("CHECKSUM_MISMATCH: "));
        assertThat(base.files()).isEmpty();
      }
    }

    @Test
    void leavesNothingWhenInterrupted() throws Exception {
      origin.on("/slow.zip", Step.head(200, "Content-Length: 1000000"), Step.stall());
      try (LeashProcess get = get(origin.url("/slow.zip"), "mod")) {
        origin.awaitExchange(0);

        get.signal("INT");

        assertThat(get.awaitExit()).isEqualTo(130);
        assertThat(base.files()).isEmpty();
        assertThat(get.out()).isEmpty();
      }
    }

    private LeashProcess get(String url, String folder, String... options) throws Exception {
      List<String> arguments = new ArrayList<>(List.of("get"));
      arguments.addAll(List.of(options));
      arguments.addAll(List.of(url, base.root().resolve(folder).toString()));
      return LeashProcess.start(base.path(), arguments.toArray(String[]::new));
    }
  }

  @Nested
  class Call {
    @Test
    void printsTheResult() throws Exception {
      try (LeashProcess daemon = LeashProcess.serve(base.path())) {
        daemon.awaitReady();
        try (LeashProcess ping = call("ping");
            LeashProcess begin = call("begin_session", "{\"detached\": true}");
            LeashProcess list = call("list_downloads", "[]")) {
          assertThat(ping.awaitExit()).isEqualTo(0);
          assertThat(ping.out()).containsExactly("\"pong\"");
          assertThat(begin.awaitExit()).isEqualTo(0);
          assertThat(
                  JsonMapper.shared()
                      .readTree(String.join("\n", begin.out()))
                      .path("sessionId")
                      .asLong())
              .isEqualTo(1);
          assertThat(list.awaitExit()).isEqualTo(0);
          assertThat(String.join("", list.out()).replace(" ", "")).isEqualTo("[]");
        }
      }
    }

    @Test
    void printsAnErrorToStandardError() throws Exception {
      try (LeashProcess daemon = LeashProcess.serve(base.path())) {
        daemon.awaitReady();
        try (LeashProcess call = call("get_download", "{\"downloadId\": \"x\"}")) {
          assertThat(call.awaitExit()).isEqualTo(1);
          assertThat(call.out()).isEmpty();
          assertThat(
                  JsonMapper.shared()
                      .readTree(String.join("\n", call.err()))
                      .at("/data/reason")
                      .asString())
              .isEqualTo("UNKNOWN_DOWNLOAD");
        }
      }
    }

    private LeashProcess call(String... arguments) throws Exception {
      List<String> all = new ArrayList<>(List.of("call"));
      all.addAll(List.of(arguments));
      all.addAll(List.of("--socket", base.socket().toString()));
      return LeashProcess.start(base.path(), all.toArray(String[]::new));
    }
  }
}
