package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.Phase.Held;
import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.port.ArrivingFile.Read;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.RecordingEvents.Heard;
import dev.leash.domain.port.Workspace.Claim;
import dev.leash.domain.port.Workspace.Claimed;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to end a download, against every place where it can be. */
class EndingADownloadTest {
  /** What an end says of itself, as soon as it has returned. */
  record Said(List<DownloadId> cancelled, CompletableFuture<?> done, CancelCause cause) {}

  /** Who ends it. */
  enum Ender {
    BEGIN {
      @Override
      Said end(Held held) {
        var begun = held.driver().begin();
        return new Said(
            begun.cancelled(),
            begun.fence(),
            new CancelCause.SessionEnded(
                new EndCause.Superseded(begun.session()), begun.session()));
      }
    },
    END_SESSION {
      @Override
      Said end(Held held) {
        var end = held.driver().application().endSession().end(held.session().session());
        assertThat(end.ended()).isTrue();
        return new Said(end.cancelled(), end.fence(), sessionEnded(new EndCause.Requested()));
      }
    },
    DISCONNECT {
      @Override
      Said end(Held held) {
        var end = held.driver().application().endSession().disconnect(held.session().session());
        assertThat(end.ended()).isTrue();
        return new Said(end.cancelled(), end.fence(), sessionEnded(new EndCause.Disconnected()));
      }
    };

    abstract Said end(Held held);

    static CancelCause sessionEnded(EndCause cause) {
      return new CancelCause.SessionEnded(cause, SessionId.INITIAL);
    }
  }

  static Stream<Arguments> everyEndInEveryPhase() {
    return Stream.of(Ender.values())
        .flatMap(ender -> Stream.of(Phase.values()).map(phase -> Arguments.of(ender, phase)));
  }

  @ParameterizedTest
  @MethodSource("everyEndInEveryPhase")
  void theEndOfASessionCancelsAtOnceAndLeavesNothing(Ender ender, Phase phase)
      throws InterruptedException {
    Held held = phase.reach();

    Said said = ender.end(held);

    assertThat(said.cancelled()).containsExactly(held.ticket().id());
    assertThat(said.done()).as("nobody is in the gate").isCompleted();
    assertEndedAtOnce(held, said.cause());
    assertNothingLeft(held);
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void aRequestCancelsAtOnceAndLeavesNothing(Phase phase) throws InterruptedException {
    Held held = phase.reach();

    var end = held.driver().cancel(held.ticket().id()).orElseThrow();

    assertThat(end).isCompletedWithValue(held.driver().status(held.ticket().id()));
    assertEndedAtOnce(held, new CancelCause.Requested());
    assertNothingLeft(held);
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void aShutdownCancelsAtOnceAndIsDoneWhenEveryRunIsOver(Phase phase) throws InterruptedException {
    Held held = phase.reach();

    CompletableFuture<Void> done = held.driver().application().shutDown().shutDown();

    assertEndedAtOnce(held, Ender.sessionEnded(new EndCause.Shutdown()));
    held.letGo().run();
    ApplicationDriver.await(done);
    assertThat(held.driver().workspace.stagingFolders()).isZero();
    assertNothingLeft(held);
  }

  @ParameterizedTest
  @EnumSource(Ender.class)
  void aPublicationIsWaitedForAndCompletes(Ender ender) throws InterruptedException {
    Held held = Phase.insideTheGate();

    Said said = ender.end(held);

    assertThat(said.cancelled()).isEmpty();
    assertThat(said.done()).isNotDone();
    assertThat(held.ticket().ended()).isNotDone();
    held.letGo().run();
    assertThat(ApplicationDriver.outcome(held.ticket())).isInstanceOf(Outcome.Completed.class);
    held.driver().awaitQuiet();
    assertThat(said.done()).isCompleted();
    assertThat(held.driver().workspace.stagingFolders()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Ender.class)
  void aPublicationThatHangsIsToldOfOnce(Ender ender) throws InterruptedException {
    Held held = Phase.insideTheGate();
    ender.end(held);

    held.driver().clock.advance(Duration.ofSeconds(5).minusNanos(1));
    assertThat(held.driver().events.heard()).noneMatch(Heard.SessionHeld.class::isInstance);
    held.driver().clock.advance(Duration.ofMinutes(1));

    assertThat(held.driver().events.heard())
        .filteredOn(Heard.SessionHeld.class::isInstance)
        .containsExactly(
            new Heard.SessionHeld(Scope.MAIN, held.session().session(), Duration.ofSeconds(5)));
    held.letGo().run();
    held.driver().awaitQuiet();
  }

  @ParameterizedTest
  @EnumSource(Ender.class)
  void aPublicationThatIsUndoneForTheEndOfItsSessionIsCancelledByIt(Ender ender)
      throws InterruptedException {
    Held held = Phase.insideTheGate();
    held.driver().workspace.undoWhenClosing();

    Said said = ender.end(held);

    assertThat(held.ticket().ended()).isNotDone();
    held.letGo().run();
    assertThat(ApplicationDriver.outcome(held.ticket()))
        .isEqualTo(new Outcome.Cancelled(said.cause()));
    held.driver().awaitQuiet();
    assertThat(held.driver().workspace.files()).isEmpty();
  }

  private static void assertEndedAtOnce(Held held, CancelCause cause) {
    ApplicationDriver driver = held.driver();
    assertThat(held.ticket().ended()).as("told before the end returned").isCompleted();
    assertThat(ApplicationDriver.outcome(held.ticket())).isEqualTo(new Outcome.Cancelled(cause));
    assertThat(driver.status(held.ticket().id()).progress().connections()).isZero();
    if (held.isStaged()) {
      assertThat(
              driver
                  .workspace
                  .stagings()
                  .getLast()
                  .archive()
                  .read(1, Long.MAX_VALUE, ByteBuffer.allocate(1), new Cancellation()))
          .as("the cancellation has been pushed")
          .isEqualTo(new Read.Cancelled());
    }
    assertPlaceIsFree(held);
  }

  private static void assertPlaceIsFree(Held held) {
    Claimed successor = held.driver().workspace.claim(Requests.request().keepingArchive().build());
    assertThat(successor).isInstanceOf(Claimed.Granted.class);
    try (Claim claim = ((Claimed.Granted) successor).claim()) {
      assertThat(claim.path()).isEqualTo(Requests.FOLDER);
    }
  }

  private static void assertNothingLeft(Held held) throws InterruptedException {
    ApplicationDriver driver = held.driver();
    held.letGo().run();
    driver.awaitQuiet();
    assertThat(driver.transfer.openConnections()).isZero();
    assertThat(driver.workspace.stagingFolders()).isZero();
    assertThat(driver.workspace.heldClaims()).isZero();
    assertThat(driver.workspace.files())
        .as("nothing of it was published")
        .allMatch(file -> !file.startsWith(Requests.FOLDER));
    List<Heard> heard = driver.events.heardOf(held.ticket().id());
    assertThat(heard.getLast()).isInstanceOf(Heard.Finished.class);
    assertThat(heard).filteredOn(Heard.Finished.class::isInstance).hasSize(1);
    assertThat(heard.getLast().ofDownload())
        .isEqualTo(Optional.of(driver.status(held.ticket().id())));
    assertThat(driver.faults).isEmpty();
    if (driver.application().beginSession().begin(Scope.MAIN)
        instanceof BeginSession.Result.Started begun) {
      assertThat(begun.fence()).as("nobody is left in the gate").isCompleted();
    }
  }
}
