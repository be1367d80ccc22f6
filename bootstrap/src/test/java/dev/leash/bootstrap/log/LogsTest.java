package dev.leash.bootstrap.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.download.Progress;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LogsTest {
  private final LogEvents events = new LogEvents();
  private final PrintStream original = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Path file;

  @BeforeEach
  void start(@TempDir Path folder) {
    file = folder.resolve("logs/leash.log");
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    Logs.start(Level.INFO, Optional.of(file));
  }

  @AfterEach
  void restore() {
    Logs.stop();
    System.setErr(original);
  }

  @Test
  void saysThePromisedLinesWordForWord() throws Exception {
    events.begun(Scope.MAIN, new SessionId(2));
    events.accepted(status(new DownloadState.Queued(1)));
    events.finished(
        cancelled(
            new CancelCause.SessionEnded(
                new EndCause.Superseded(new SessionId(3)), new SessionId(3))));

    assertThat(lines())
        .containsExactly(
            "[INFO] Session changed, new session ID: 2",
            "[INFO] Starting download for session ID: 2, file: mod.zip",
            "[INFO] Session changed during download (was: 2, now: 3), aborting download",
            "[INFO] Download cancelled due to session change");
    assertThat(records())
        .extracting(record -> "[" + record.path("level").asString() + "] " + message(record))
        .containsExactlyElementsOf(lines());
  }

  @Test
  void saysNowIsNoneAfterADisconnect() throws Exception {
    events.finished(
        cancelled(new CancelCause.SessionEnded(new EndCause.Disconnected(), SessionId.INITIAL)));

    assertThat(lines())
        .containsExactly(
            "[INFO] Session changed during download (was: 2, now: 0), aborting download",
            "[INFO] Download cancelled due to session change");
  }

  @Test
  void saysOtherEndsInOtherWords() throws Exception {
    events.finished(cancelled(new CancelCause.Requested()));
    events.finished(
        cancelled(new CancelCause.SessionEnded(new EndCause.Requested(), SessionId.INITIAL)));
    events.finished(
        cancelled(new CancelCause.SessionEnded(new EndCause.Shutdown(), SessionId.INITIAL)));
    events.finished(
        status(
            new DownloadState.Ended(
                new Outcome.Failed(new Failure.HttpStatus(404, OptionalLong.empty())),
                1,
                Instant.EPOCH)));
    events.changed(
        new SessionEvents.Change(
            Scope.MAIN,
            SessionId.INITIAL,
            new SessionId(2),
            Optional.of(new EndCause.Requested()),
            List.of()));

    assertThat(lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("[INFO] "))
        .noneMatch(line -> line.contains("ession change"));
  }

  @Test
  void saysOfWhichDownloadSessionAndCauseInTheFile() throws Exception {
    events.finished(cancelled(new CancelCause.Requested()));

    JsonNode record = records().getFirst();
    assertThat(record.path("session").asString()).isEqualTo("2");
    assertThat(record.path("scope").asString()).isEqualTo("main");
    assertThat(record.path("download").asString()).isEqualTo("one");
    assertThat(record.path("cause").asString()).isEqualTo("requested");
    assertThat(record.path("time").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @Test
  void hasOneRecordWithAStateForEachChangeOfState() throws Exception {
    events.begun(Scope.MAIN, new SessionId(2));
    events.accepted(status(new DownloadState.Queued(1)));
    events.changed(status(new DownloadState.Running(1)));
    events.changed(
        status(
            new DownloadState.Retrying(
                1, new Failure.Stalled(30), java.time.Duration.ofSeconds(1))));
    events.changed(status(new DownloadState.Paused(1)));
    events.changed(status(new DownloadState.Publishing(1)));
    events.finished(
        cancelled(
            new CancelCause.SessionEnded(
                new EndCause.Superseded(new SessionId(3)), new SessionId(3))));
    events.changed(
        new SessionEvents.Change(
            Scope.MAIN,
            new SessionId(3),
            new SessionId(2),
            Optional.of(new EndCause.Superseded(new SessionId(3))),
            List.of()));

    assertThat(records())
        .extracting(record -> record.path("state").asString(""))
        .filteredOn(state -> !state.isEmpty())
        .containsExactly(
            "begun", "queued", "running", "paused", "publishing", "cancelled", "ended");
    assertThat(records())
        .allSatisfy(record -> {
          assertThat(record.path("session").asLong()).isEqualTo(2);
          assertThat(record.path("scope").asString()).isEqualTo("main");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT_FAILED",
        "TLS_FAILED",
        "HTTP_STATUS",
        "TOO_MANY_REDIRECTS",
        "DISK_FULL",
        "IO_ERROR",
        "INTERNAL",
        "ARCHIVE_BOMB",
        "PATH_NOT_ALLOWED"
      })
  void callsAFailureAsTheProtocolDoes(String reason) throws Exception {
    Failure failure =
        switch (reason) {
          case "CONNECT_FAILED" -> new Failure.ConnectFailed("host", "refused");
          case "TLS_FAILED" -> new Failure.TlsFailed("host", "expired");
          case "HTTP_STATUS" -> new Failure.HttpStatus(404, OptionalLong.empty());
          case "TOO_MANY_REDIRECTS" -> new Failure.TooManyRedirects(10);
          case "DISK_FULL" -> new Failure.DiskFull(OptionalLong.empty(), 0);
          case "IO_ERROR" -> new Failure.IoError(Optional.empty(), "broken");
          case "INTERNAL" -> new Failure.Internal("a bug");
          case "ARCHIVE_BOMB" -> new Failure.OfArchive(new ArchiveProblem.Bomb("300:1"));
          default -> new Failure.PathNotAllowed("/", "is the root");
        };

    events.finished(status(new DownloadState.Ended(new Outcome.Failed(failure), 1, Instant.EPOCH)));

    assertThat(records().getFirst().path("reason").asString()).isEqualTo(reason);
    assertThat(records().getFirst().path("state").asString()).isEqualTo("failed");
  }

  @Test
  void leavesOutWhatALineIsNotAbout() throws Exception {
    Logs.faults().report("nothing of a download", new IllegalStateException());

    assertThat(records().getFirst().propertyNames())
        .containsExactlyInAnyOrder("time", "level", "message", "thrown");
  }

  @Test
  void neverKeepsMoreThanFiveFilesOfItsSize() throws Exception {
    Logs.start(Level.INFO, Optional.of(file), "10 KB");
    // Some thirty times the size of one, and fewer than may wait to be written.
    for (int line = 0; line < 2_000; line++) {
      events.begun(Scope.MAIN, new SessionId(line));
    }
    Logs.stop();

    try (var files = Files.list(file.resolveSibling(""))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(5);
      // A file is full when a line has gone over its size.
      assertThat(all).allSatisfy(each -> assertThat(Files.size(each)).isLessThan(11_000));
    }
  }

  @Test
  void goesOnWithoutAFileWhereItsFolderCannotBe(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("logs"), "no folder");

    Logs.start(Level.INFO, Optional.of(folder.resolve("logs/leash.log")));
    events.begun(Scope.MAIN, new SessionId(2));

    assertThat(lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("[WARN] There is no log file: "))
        .contains("[INFO] Session changed, new session ID: 2");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void goesOnWhereTheDiskIsFull(@TempDir Path folder) throws Exception {
    Path full = Files.createSymbolicLink(folder.resolve("leash.log"), Path.of("/dev/full"));

    Logs.start(Level.INFO, Optional.of(full));
    events.begun(Scope.MAIN, new SessionId(2));
    events.begun(Scope.MAIN, new SessionId(3));

    assertThat(lines())
        .containsExactly(
            "[INFO] Session changed, new session ID: 2",
            "[INFO] Session changed, new session ID: 3");
  }

  @Test
  void keepsEachRecordOnOneLineWhateverIsSaid() throws Exception {
    String nasty = "a \"quoted\"\n[INFO] forged\r\n\t\\ \u0007 ü € 😀";

    Logs.faults().report(nasty, new IllegalStateException(nasty));

    assertThat(records()).hasSize(1);
    assertThat(message(records().getFirst())).contains(nasty);
    assertThat(records().getFirst().path("thrown").asString())
        .contains("IllegalStateException")
        .contains("\tat ");
    assertThat(lines().getFirst()).startsWith("[ERROR] Unexpected fault while a \"quoted\"");
    assertThat(lines().getFirst()).contains("forged");
  }

  @Test
  void goesOnInTheNextDaemonOfTheSameProcess(@TempDir Path next) throws Exception {
    Logs.stop();
    events.begun(Scope.MAIN, new SessionId(1));
    Logs.start(Level.INFO, Optional.of(next.resolve("leash.log")));
    events.begun(Scope.MAIN, new SessionId(2));
    Logs.stop();

    assertThat(Files.readString(next.resolve("leash.log")))
        .contains("new session ID: 2")
        .doesNotContain("new session ID: 1");
  }

  @Test
  void leavesOutWhatIsBelowItsLevel() throws Exception {
    Logs.start(Level.WARN, Optional.of(file));

    events.begun(Scope.MAIN, new SessionId(2));

    assertThat(lines()).isEmpty();
  }

  private static DownloadStatus cancelled(CancelCause cause) {
    return status(new DownloadState.Ended(new Outcome.Cancelled(cause), 1, Instant.EPOCH));
  }

  private static DownloadStatus status(DownloadState state) {
    return new DownloadStatus(
        new DownloadId("one"),
        new SessionId(2),
        Scope.MAIN,
        DownloadRequest.of(
            new FileName("mod.zip"), SourceUrl.parse("http://host/mod.zip"), Path.of("/mods")),
        state,
        Progress.NONE,
        Instant.EPOCH);
  }

  /** What standard error has, once all is written. */
  private List<String> lines() {
    Logs.stop();
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** What the file has, once all is written. */
  private List<JsonNode> records() throws Exception {
    Logs.stop();
    return Files.readAllLines(file).stream().map(JsonMapper.shared()::readTree).toList();
  }

  private static String message(JsonNode record) {
    return record.path("message").asString();
  }
}
