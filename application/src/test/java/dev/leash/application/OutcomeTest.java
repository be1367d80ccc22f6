package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.DownloadResult;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.RecordingEvents.Heard;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Transfer.Fetched;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How downloads end that nobody ends. */
class OutcomeTest {
  private static final Failure RESET = new Failure.ConnectFailed("example.org", "reset");
  private static final Failure NO_ROOM = new Failure.DiskFull(OptionalLong.of(10), 5);
  private static final Failure UNSAFE =
      new Failure.OfArchive(new ArchiveProblem.UnsafeEntry("../x", "leads out"));

  private final ApplicationDriver driver = ApplicationDriver.onFakes();

  @Nested
  class Completed {
    @Test
    void tellsWhatWasPublished() throws Exception {
      byte[] zip = Zips.zip("mod/a.txt", "hello", "mod/b.txt", "world!");
      var hold = driver.transfer.hold(Requests.URL, zip, 10);

      Ticket ticket = driver.start(Requests.request());
      hold.awaitReached();
      driver.clock.advance(Duration.ofSeconds(3));
      hold.release();

      assertThat(ApplicationDriver.outcome(ticket))
          .isEqualTo(
              new Outcome.Completed(
                  new DownloadResult(
                      Requests.FOLDER, 2, 11, zip.length, sha256(zip), Duration.ofSeconds(3))));
      assertNothingHeld(driver);
      assertThat(driver.workspace.files())
          .containsExactly(
              Requests.FOLDER.resolve("mod/a.txt"), Requests.FOLDER.resolve("mod/b.txt"));
    }

    @Test
    void stripsLeadingComponents() throws InterruptedException {
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);

      ApplicationDriver.outcome(driver.start(Requests.request().stripping(1)));

      assertThat(driver.workspace.files()).containsExactly(Requests.FOLDER.resolve("a.txt"));
      driver.awaitQuiet();
    }

    @Test
    void publishesTheArchiveItselfWhenItIsNotUnpacked() {
      byte[] noArchive = "just bytes".getBytes(StandardCharsets.UTF_8);
      driver.transfer.serve(Requests.URL, noArchive);

      Ticket ticket = driver.start(Requests.request().packed());

      assertThat(ApplicationDriver.outcome(ticket))
          .isEqualTo(
              new Outcome.Completed(
                  new DownloadResult(
                      Requests.FOLDER, 0, 0, noArchive.length, sha256(noArchive), Duration.ZERO)));
      assertThat(driver.workspace.files()).containsExactly(Requests.FOLDER.resolve("mod.zip"));
    }

    @Test
    void publishesTheArchiveBesideItsTreeWhenItIsKept() {
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);

      ApplicationDriver.outcome(driver.start(Requests.request().keepingArchive()));

      assertThat(driver.workspace.files())
          .containsExactlyInAnyOrder(
              Requests.FOLDER.resolve("mod.zip"), Requests.FOLDER.resolve("mod/a.txt"));
    }

    @Test
    void asksForThePublicationThatTheCallerWants() {
      List<Staging.Order> orders = new CopyOnWriteArrayList<>();
      ApplicationDriver noting =
          new ApplicationDriver.Setup().ports(ports -> Faulty.noting(ports, orders::add)).start();
      noting.transfer.serve(Requests.URL, Zips.ONE_FILE);
      Optional<FileName> named = Optional.of(new FileName("mod.zip"));

      ApplicationDriver.outcome(noting.start(Requests.request()));
      ApplicationDriver.outcome(noting.start(Requests.request().replacing()));
      ApplicationDriver.outcome(
          noting.start(Requests.request().keepingArchive().onExisting(OnExisting.KEEP)));
      ApplicationDriver.outcome(noting.start(Requests.request().packed()));

      assertThat(orders)
          .containsExactly(
              new Staging.Order(true, Optional.empty(), Install.MERGE, OnExisting.REPLACE),
              new Staging.Order(true, Optional.empty(), Install.REPLACE, OnExisting.REPLACE),
              new Staging.Order(true, named, Install.MERGE, OnExisting.KEEP),
              new Staging.Order(false, named, Install.MERGE, OnExisting.REPLACE));
    }
  }

  @Nested
  class Failed {
    @Test
    void byAStagingThatCannotBeOpened() throws InterruptedException {
      driver.workspace.refuseStagings(NO_ROOM);

      assertFails(driver, NO_ROOM);
    }

    @Test
    void byATreeThatCannotBeMadeAndStopsTheTransfer() throws InterruptedException {
      driver.transfer.hold(Requests.URL, Zips.ONE_FILE, 10);
      driver.workspace.refuseTrees(NO_ROOM);

      assertFails(driver, NO_ROOM);
    }

    @Test
    void byTheTransferWhileTheArchiveWaitsForBytes() throws InterruptedException {
      driver.transfer.failAfter(Requests.URL, Zips.ONE_FILE, 10, RESET);

      assertFails(driver, RESET);
    }

    @Test
    void byTheTransferAfterTheArchiveHasAllThatItWants() throws InterruptedException {
      ApplicationDriver contented =
          new ApplicationDriver.Setup()
              .ports(
                  ports -> Faulty.archive(ports, (_, _, _, _, _, _) -> new Extracted.Whole(1, 1)))
              .start();
      contented.transfer.failAfter(Requests.URL, Zips.ONE_FILE, 10, RESET);

      assertFails(contented, RESET);
    }

    @Test
    void byAnArchiveThatRefusesEarlyAndStopsTheTransfer() throws InterruptedException {
      driver.transfer.hold(Requests.URL, Zips.ONE_FILE, Zips.ONE_FILE.length - 1);
      driver.archive.failWith(UNSAFE);

      assertFails(driver, UNSAFE);
    }

    @Test
    void byTheArchiveWhenTheTransferFailsToo() throws InterruptedException {
      CountDownLatch transferFailed = new CountDownLatch(1);
      ApplicationDriver both =
          new ApplicationDriver.Setup()
              .ports(ports ->
                  Faulty.archive(
                      Faulty.attempts(
                          ports,
                          (_, _) -> {
                            transferFailed.countDown();
                            return new Fetched.Failed(RESET);
                          }),
                      (file, generation, _, _, _, cancellation) -> {
                        Faulty.awaitOpen(transferFailed);
                        var _ = file.read(generation, 0, ByteBuffer.allocate(1), cancellation);
                        return new Extracted.Failed(UNSAFE);
                      }))
              .start();

      assertFails(both, UNSAFE);
    }

    @Test
    void byTheTransferWhenTheArchiveOnlyFailedByReading() throws InterruptedException {
      ApplicationDriver both =
          new ApplicationDriver.Setup()
              .ports(ports ->
                  Faulty.archive(
                      ports,
                      (file, generation, _, _, _, cancellation) -> {
                        var _ =
                            file.read(
                                generation, Long.MAX_VALUE, ByteBuffer.allocate(1), cancellation);
                        return new Extracted.Cancelled();
                      }))
              .start();
      both.transfer.fail(Requests.URL, RESET);

      assertFails(both, RESET);
    }

    @Test
    void byAChecksumThatDoesNotMatch() throws InterruptedException {
      Checksum expected = Checksum.parse("sha256:" + "0".repeat(64));
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);

      Ticket ticket = driver.start(Requests.request().checksum(expected));

      assertThat(ApplicationDriver.outcome(ticket))
          .isEqualTo(
              new Outcome.Failed(new Failure.ChecksumMismatch(expected, sha256(Zips.ONE_FILE))));
      assertNothingHeld(driver);
    }

    @Test
    void byAnArchiveOverTheLimit() throws InterruptedException {
      driver.transfer.serve(Requests.URL, new byte[(1 << 20) + 1]);

      assertFails(driver, new Failure.TooLarge(1 << 20));
    }

    @Test
    void byADestinationThatHasAFileWhereTheArchiveHasAFolder() throws InterruptedException {
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
      Path inTheWay = Requests.FOLDER.resolve("mod");
      driver.workspace.put(inTheWay, new byte[1]);

      Outcome outcome = ApplicationDriver.outcome(driver.start(Requests.request()));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed ->
                  assertThat(failed.failure()).isInstanceOf(Failure.DestinationConflict.class));
      assertNothingHeld(driver);
    }

    @Test
    void insideTheGate() throws InterruptedException {
      driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
      driver.workspace.failPublication(1, NO_ROOM);

      assertFails(driver, NO_ROOM);
      assertThat(driver.begin().fence()).isCompleted();
    }

    private void assertFails(ApplicationDriver failing, Failure failure)
        throws InterruptedException {
      Ticket ticket = failing.start(Requests.request());

      assertThat(ApplicationDriver.outcome(ticket)).isEqualTo(new Outcome.Failed(failure));
      assertNothingHeld(failing);
      assertThat(failing.events.heardOf(ticket.id()))
          .filteredOn(Heard.Finished.class::isInstance)
          .hasSize(1);
      assertThat(failing.workspace.files()).isEmpty();
    }
  }

  private static void assertNothingHeld(ApplicationDriver driver) throws InterruptedException {
    driver.awaitQuiet();
    assertThat(driver.transfer.openConnections()).isZero();
    assertThat(driver.workspace.heldClaims()).isZero();
    assertThat(driver.workspace.stagingFolders()).isZero();
    assertThat(driver.faults).isEmpty();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
