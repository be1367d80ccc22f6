package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static dev.leash.bootstrap.ipc.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class FileMethodsTest extends AgainstADaemon {
  private static final byte[] ZIP =
      RunningDaemon.zip(
          Map.of("mod/readme.txt", "hello", "mod/data/a.bin", "abcdefgh", "mod/B", ""));

  @BeforeEach
  void serve() {
    daemon.origin().serve("/mod.zip", ZIP);
  }

  @Nested
  class ListFiles {
    private void download() throws Exception {
      client.result(
          "download_and_unzip",
          daemon
              .params("/mod.zip", "mod")
              .put("downloadId", "done")
              .put("stripComponents", 1)
              .put("keepArchive", true));
    }

    @Test
    void tellsWhatACompletedDownloadPublished() throws Exception {
      Files.createDirectories(daemon.root().resolve("mod"));
      Files.writeString(daemon.root().resolve("mod/readme.txt"), "old");

      download();

      assertThat(client.result("list_files", "{'downloadId':'done'}"))
          .isEqualTo(
              json(
                  """
                  [{'path':'B','bytes':0,'replaced':false},
                   {'path':'data/a.bin','bytes':8,'replaced':false},
                   {'path':'mod.zip','bytes':%d,'replaced':false},
                   {'path':'readme.txt','bytes':5,'replaced':true}]\
                  """
                      .formatted(ZIP.length)));
    }

    @Test
    void tellsItInPages() throws Exception {
      download();

      JsonNode first = client.result("list_files", "{'downloadId':'done','limit':1}");
      JsonNode second = client.result("list_files", "{'downloadId':'done','limit':2,'after':'B'}");
      JsonNode positional = client.result("list_files", "['done', 10000, 'mod.zip']");

      assertThat(first.findValuesAsString("path")).containsExactly("B");
      assertThat(second.findValuesAsString("path")).containsExactly("data/a.bin", "mod.zip");
      assertThat(positional.findValuesAsString("path")).containsExactly("readme.txt");
    }

    @Test
    void isEmptyForWhatHasPublishedNothing() throws Exception {
      daemon.origin().on("/slow.zip", Step.head(200, "Content-Length: 9"), Step.stall());
      daemon.origin().serve("/page.zip", "<html>".getBytes(StandardCharsets.UTF_8));
      client.result("start_download", daemon.params("/slow.zip", "a").put("downloadId", "slow"));
      client.error("download_and_unzip", daemon.params("/page.zip", "b").put("downloadId", "page"));

      assertThat(client.result("list_files", "{'downloadId':'slow'}")).isEqualTo(json("[]"));
      assertThat(client.result("list_files", "{'downloadId':'page'}")).isEqualTo(json("[]"));
      client.result("cancel_download", "{'downloadId':'slow'}");
      assertThat(client.result("list_files", "{'downloadId':'slow'}")).isEqualTo(json("[]"));
    }

    @Test
    void refusesADownloadThatIsNotKnown() throws Exception {
      JsonNode answer = client.call("list_files", json("{'downloadId':'nope'}"));

      assertError(answer, -32010, "UNKNOWN_DOWNLOAD");
      assertThat(answer.at("/error/data/downloadId").asString()).isEqualTo("nope");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{'downloadId':'a b'}",
          "{'downloadId':'a','limit':0}",
          "{'downloadId':'a','limit':10001}",
          "{'downloadId':'a','after':1}"
        })
    void refusesParamsThatDoNotFit(String params) throws Exception {
      assertError(client.call("list_files", json(params)), -32602, "INVALID_PARAMS");
    }
  }

  @Test
  void tellsThatAListIsNoLongerKept() {
    JsonNode error = Errors.forgottenFiles("mine").toJson();

    assertThat(error.path("code").asInt()).isEqualTo(-32010);
    assertThat(error.at("/data/reason").asString()).isEqualTo("UNKNOWN_DOWNLOAD");
    assertThat(error.at("/data/downloadId").asString()).isEqualTo("mine");
    assertThat(error.path("message").asString())
        .isEqualTo("The list of files of download 'mine' is no longer kept");
  }
}
