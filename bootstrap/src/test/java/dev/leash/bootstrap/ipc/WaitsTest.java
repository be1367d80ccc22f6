package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.StartDownload;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.session.SessionId;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class WaitsTest {
  private final Waits waits = new Waits();
  private final CompletableFuture<DownloadStatus> ended = new CompletableFuture<>();
  private final StartDownload.Ticket download =
      new StartDownload.Ticket(new DownloadId("one"), new SessionId(1), ended);
  private final List<String> answers = new ArrayList<>();

  @Test
  void keepsNothingOfAClientThatIsGone() {
    Client gone = client();
    Waits.Wait wait = new Waits.Wait(gone, reply("gone"));
    waits.add(download, wait);

    waits.forget(gone);
    waits.giveUp(download.id(), wait);

    assertThat(answers).as("it was not there any more").isEmpty();
  }

  @Test
  void goesOnForTheOthers() {
    Client gone = client();
    Waits.Wait other = new Waits.Wait(client(), reply("other"));
    waits.add(download, new Waits.Wait(gone, reply("gone")));
    waits.add(download, other);

    waits.forget(gone);
    waits.giveUp(download.id(), other);

    assertThat(answers).containsExactly("other: CANCELLED_BY_REQUEST");
  }

  @Test
  void addsNoMoreToADownloadHoweverOftenItIsAwaited() {
    for (int i = 0; i < 1_000; i++) {
      Waits.Wait wait = new Waits.Wait(client(), reply("one"));
      waits.add(download, wait);
      waits.giveUp(download.id(), wait);
    }

    assertThat(ended.getNumberOfDependents()).isEqualTo(1);
  }

  private Reply reply(String name) {
    return new Reply() {
      @Override
      public void result(JsonNode result) {
        answers.add(name + ": " + result);
      }

      @Override
      public void error(RpcError error) {
        answers.add(name + ": " + error.reason());
      }

      @Override
      public void onCancelRequest(Runnable cancel) {}
    };
  }

  private static Client client() {
    return new Client(
        new Outbox(
            Channels.newChannel(new ByteArrayOutputStream()),
            () -> {},
            Framing.LINES,
            new Outbox.Bounds(
                IpcLimits.DEFAULT,
                new FakeClock(),
                new ClientMemory(1_000).open(() -> {}),
                _ -> {})));
  }
}
