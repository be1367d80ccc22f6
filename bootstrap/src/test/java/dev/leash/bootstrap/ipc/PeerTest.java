package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leash.domain.testing.Needed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is not our user is not served, even where the files would let him in. */
final class PeerTest extends AgainstADaemon {
  private static final String PING = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}\n";
  private static final String NOBODY = "65534";

  @BeforeEach
  void letEverybodyIn() throws IOException {
    Files.setPosixFilePermissions(
        daemon.socket().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(daemon.socket(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can be somebody else");
    Needed.command("setpriv");
    Needed.command("nc");
  }

  @Test
  void disconnectsAnotherUserWithoutAWord() throws Exception {
    List<String> other = List.of("setpriv", "--reuid=" + NOBODY, "--clear-groups");

    assertThat(answer(other)).isEmpty();
    assertThat(answer(List.of())).as("to our user").contains("\"pong\"");
  }

  private String answer(List<String> as) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(as);
    command.addAll(List.of("nc", "-N", "-U", daemon.socket().toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var input = process.getOutputStream()) {
      input.write(PING.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Disconnected before all was written.
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
