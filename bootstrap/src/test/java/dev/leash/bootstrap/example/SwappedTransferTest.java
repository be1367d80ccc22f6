package dev.leash.bootstrap.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.Application;
import dev.leash.application.ApplicationSettings;
import dev.leash.application.Ports;
import dev.leash.application.StartDownload;
import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.client.RpcException;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.FakeArchive;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.FakeWorkspace;
import dev.leash.domain.port.RecordingEvents;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.logging.log4j.Level;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Leash with an own transfer: behind its socket, and as use cases that are called directly. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SwappedTransferTest {
  @TempDir Path temp;

  private Path shipped;
  private Path savePath;

  @BeforeEach
  void shipAnArchive() throws IOException {
    shipped = Files.createDirectory(temp.resolve("shipped"));
    savePath = temp.toRealPath().resolve("mods");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(shipped.resolve("mod.zip")))) {
      zip.putNextEntry(new ZipEntry("a/b"));
      zip.write("content".getBytes(UTF_8));
    }
  }

  private static ObjectNode params(String archive, Path savePath) {
    return LeashClient.params()
        .put("fileName", archive)
        .put("downloadUrl", "http://shipped.invalid/" + archive)
        .put("savePath", savePath.toString());
  }

  @Test
  void servesTheSocketFromAFolder() throws Exception {
    Path socket = temp.resolve("s");
    Path state = temp.resolve("state");

    // tag::daemon[]
    DaemonSettings settings = DaemonSettings.of(socket, state, List.of(temp));
    try (Daemon daemon = Daemon.start(settings, new FolderTransferModule(shipped));
        LeashClient client = LeashClient.connect(daemon.socket(), _ -> {})) {
      client.call("begin_session", LeashClient.params());
      JsonNode result = client.call("download_and_unzip", params("mod.zip", savePath));
      assertThat(result.path("files").asInt()).isEqualTo(1);
    }
    // end::daemon[]

    assertThat(savePath.resolve("a/b")).hasContent("content");
  }

  @Test
  void answersAsADownloadDoesWhenTheFolderLacksTheArchive() throws Exception {
    DaemonSettings settings =
        DaemonSettings.of(temp.resolve("s"), temp.resolve("state"), List.of(temp))
            .logging(Level.OFF);

    try (Daemon daemon = Daemon.start(settings, new FolderTransferModule(shipped));
        LeashClient client = LeashClient.connect(daemon.socket(), _ -> {})) {
      Assertions.assertThatExceptionOfType(RpcException.class)
          .isThrownBy(() -> client.call("download_and_unzip", params("other.zip", savePath)))
          .matches(e -> e.reason().equals("HTTP_STATUS"));
    }

    assertThat(savePath).doesNotExist();
  }

  @Test
  void servesTheUseCasesWithoutSocketOrGuice() throws Exception {
    Transfer transfer = new FolderTransfer(shipped);
    Archive archive = new FakeArchive();
    Clock clock = new FakeClock();
    RecordingEvents events = new RecordingEvents();
    FakeWorkspace workspace = new FakeWorkspace();

    StartDownload.Result result =
        downloadWith(new Ports(transfer, archive, workspace, clock, events, events));

    assertThat(result)
        .isInstanceOfSatisfying(
            StartDownload.Result.Accepted.class,
            accepted ->
                assertThat(accepted.ticket().ended().join().state())
                    .isInstanceOf(DownloadState.Ended.class));
    assertThat(workspace.content(savePath.resolve("a/b")).orElseThrow())
        .asString(UTF_8)
        .isEqualTo("content");
  }

  // tag::application[]
  private StartDownload.Result downloadWith(Ports ports) throws Exception {
    AtomicLong sessionIds = new AtomicLong();
    try (ExecutorService data = Executors.newCachedThreadPool();
        Workspace workspace = ports.workspace()) {
      workspace.recover();
      Application application =
          new Application(
              ports,
              ApplicationSettings.DEFAULT,
              new Application.Surroundings(
                  0,
                  sessionIds::incrementAndGet,
                  () -> new DownloadId(UUID.randomUUID().toString()),
                  new Random(),
                  data,
                  (doing, fault) -> System.err.println(doing + ": " + fault)));
      StartDownload.Result result = application.startDownload().start(mod(), _ -> {});
      if (result instanceof StartDownload.Result.Accepted(StartDownload.Ticket ticket)) {
        ticket.ended().get();
      }
      application.shutDown().shutDown().get();
      return result;
    }
  }

  private StartDownload.Command mod() {
    return new StartDownload.Command(
        DownloadRequest.of(
            new FileName("mod.zip"), SourceUrl.parse("http://shipped.invalid/mod.zip"), savePath),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
  // end::application[]
}
