package dev.leash.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.client.LeashClient;
import dev.leash.http.testing.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StatusProcessTest extends AgainstAnOrigin {
  @BeforeEach
  void offer() throws Exception {
    origin.on("/slow.zip", Step.head(200, "Content-Length: 1000000"), Step.stall());
    origin.serve("/mod.zip", Base.zip(100));
  }

  @Test
  void showsWhatADaemonDoesAgainAndAgainUntilItEnds() throws Exception {
    try (LeashProcess leash = LeashProcess.serve(base.path())) {
      leash.awaitReady();
      try (LeashClient client = leash.connect(base.socket())) {
        client.call("download_and_unzip", base.params(origin.url("/mod.zip")));
        var _ = client.send("download_and_unzip", base.params(origin.url("/slow.zip")));
        origin.awaitExchange(1);
        try (LeashProcess once = status()) {
          assertThat(once.awaitExit()).isEqualTo(0);
          assertThat(once.out())
              .anyMatch(line -> line.contains("1 running"))
              .anyMatch(line -> line.matches("0 +main +running .* mod.zip .*"))
              .anyMatch(line -> line.matches("0 +main +completed .* mod.zip .*"));
        }
        try (LeashProcess watching = status("--watch")) {
          watching.awaitOut(String::isEmpty);
          leash.signal("TERM");

          assertThat(watching.awaitExit()).isEqualTo(1);
          assertThat(watching.out()).noneMatch(line -> line.contains("\u001b"));
          assertThat(watching.err()).singleElement().asString().contains("No daemon answers");
        }
      }
    }
  }

  @Test
  void watchesNoLongerThanItsReader() throws Exception {
    try (LeashProcess leash = LeashProcess.serve(base.path())) {
      leash.awaitReady();

      try (LeashProcess watching = LeashProcess.startDeserted(base.path(), arguments("--watch"))) {
        assertThat(watching.awaitExit()).isEqualTo(0);
      }
    }
  }

  @Test
  void showsWhatEndedLastAlsoWhenItBeganFirst() throws Exception {
    try (LeashProcess leash = LeashProcess.serve(base.path())) {
      leash.awaitReady();
      try (LeashClient client = leash.connect(base.socket())) {
        var _ =
            client.send(
                "start_download", base.params(origin.url("/slow.zip")).put("downloadId", "slow"));
        origin.awaitExchange(0);
        for (int one = 0; one < 10; one++) {
          client.call("download_and_unzip", base.params(origin.url("/mod.zip")));
        }
        client.call("cancel_download", LeashClient.params().put("downloadId", "slow"));
      }

      try (LeashProcess once = status()) {
        assertThat(once.awaitExit()).isEqualTo(0);
        assertThat(once.out()).hasSize(12).anyMatch(line -> line.matches("0 .* cancelled .* slow"));
      }
    }
  }

  private LeashProcess status(String... more) throws Exception {
    return LeashProcess.start(base.path(), arguments(more));
  }

  private String[] arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("status", "--socket", base.socket().toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
