package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.StartDownload.Command;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.port.FakeArchive;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.FakeTransfer;
import dev.leash.domain.port.FakeWorkspace;
import dev.leash.domain.port.RecordingEvents;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.Sessions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A call that has been let in at the moment in which all sessions are closed. */
final class CallAtShutdownTest {
  private final Sessions<TrackedDownload> sessions = new Sessions<>(0, () -> 1);
  private final StartDownload startDownload =
      new StartDownload(wiring(), () -> new DownloadId("made"));

  /** It may try again, at the next daemon: {@code NO_SESSION} would tell it not to. */
  @Test
  void isToldOfTheShutdownInAScopeThatItNamesFirst() throws Exception {
    Command command =
        new Command(
            Requests.request().build(),
            Optional.empty(),
            Optional.of(new Scope("new")),
            Optional.empty());
    CompletableFuture<StartDownload.Result> result = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform().unstarted(() -> result.complete(startDownload.start(command, _ -> {})));

    // A new scope is made under the monitor, when the call has found nothing closed.
    synchronized (sessions) {
      caller.start();
      while (caller.getState() != Thread.State.BLOCKED && !result.isDone()) {
        Thread.onSpinWait();
      }
      List<?> ended = sessions.close(new EndCause.Shutdown());
      assertThat(ended).isEmpty();
    }

    Refusal refusal = ApplicationDriver.refused(ApplicationDriver.await(result));
    assertThat(refusal).isEqualTo(new Refusal.ShuttingDown());
    caller.join();
  }

  private Wiring wiring() {
    RecordingEvents events = new RecordingEvents();
    return new Wiring(
        ApplicationSettings.DEFAULT,
        new Ports(
            new FakeTransfer(),
            new FakeArchive(),
            new FakeWorkspace(),
            new FakeClock(),
            events,
            events),
        sessions,
        new Downloads(1, new KeptLists(KeptLists.ROOM)),
        new DownloadQueue(
            ApplicationSettings.DEFAULT,
            Runnable::run,
            _ -> {
              throw new AssertionError("nothing is started");
            },
            (_, fault) -> {
              throw new AssertionError(fault);
            }),
        new Holdings(),
        new Traffic(),
        new SpeedLimit(new FakeClock()),
        new OneAtATime());
  }
}
