package dev.leash.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Transfer.Listener;
import dev.leash.domain.port.Transfer.Source;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class FakeTransferTest extends TransferContract {
  private static final String URL = "http://localhost/mod.zip";
  private static final Source SOURCE =
      new Source(SourceUrl.parse(URL), Headers.NONE, Optional.empty(), Long.MAX_VALUE, 4);

  private final FakeTransfer transfer = new FakeTransfer();

  @Override
  protected Transfer transfer() {
    return transfer;
  }

  @Override
  protected SourceUrl serve(byte[] content) {
    transfer.serve(URL, content);
    return SOURCE.url();
  }

  @Override
  protected Held hold(byte[] content, int before) {
    return new Held(SOURCE.url(), transfer.hold(URL, content, before)::release);
  }

  @Override
  protected SourceUrl breakOnce(byte[] first, int before, byte[] then) {
    transfer
        .failAfter(URL, first, before, new Failure.TransferIncomplete(before, OptionalLong.empty()))
        .serve(URL, then);
    return SOURCE.url();
  }

  @Override
  protected boolean everythingIsClosed() {
    return transfer.openConnections() == 0;
  }

  @Test
  void servesItsCoursesInTurnAndRepeatsTheLast() {
    Failure stalled = new Failure.Stalled(30);
    transfer.failAfter(URL, new byte[100], 40, stalled).serve(URL, new byte[100]);
    MemoryArrivingFile first = new MemoryArrivingFile();

    assertThat(fetch(first)).isEqualTo(new Fetched.Failed(stalled));
    assertThat(first.content()).hasSize(40);
    assertThat(fetch(new MemoryArrivingFile())).isInstanceOf(Fetched.Whole.class);
    assertThat(fetch(new MemoryArrivingFile())).isInstanceOf(Fetched.Whole.class);
    assertThat(transfer.fetched()).containsExactly(SOURCE, SOURCE, SOURCE);
  }

  @Test
  void failsAtOnceWhenToldTo() {
    Failure refused = new Failure.ConnectFailed("localhost", "refused");
    transfer.fail(URL, refused);
    MemoryArrivingFile file = new MemoryArrivingFile();

    assertThat(fetch(file)).isEqualTo(new Fetched.Failed(refused));
    assertThat(file.length()).isEmpty();
  }

  @Test
  void knowsNoOtherUrl() {
    assertThat(fetch(new MemoryArrivingFile()))
        .isEqualTo(new Fetched.Failed(new Failure.HttpStatus(404, OptionalLong.empty())));
  }

  private Fetched fetch(ArrivingFile file) {
    return transfer.prepare(SOURCE, file, new Deaf()).attempt(new Cancellation());
  }

  private static final class Deaf implements Listener {
    @Override
    public void announced(OptionalLong totalBytes) {}

    @Override
    public void received(long bytes) {}

    @Override
    public void startedOver() {}

    @Override
    public void connected(int connections) {}
  }
}
