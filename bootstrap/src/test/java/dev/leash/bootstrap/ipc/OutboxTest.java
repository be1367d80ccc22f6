package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.domain.port.FakeClock;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  private static final IpcLimits LIMITS =
      new IpcLimits(1_000, 10, 10, 10, 10, 100, Duration.ofSeconds(10));

  private final FakeClock clock = new FakeClock();
  private boolean open = true;
  private MessageChannel.@Nullable Why why;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final WritableByteChannel channel = Channels.newChannel(read);
  private final Outbox outbox =
      new Outbox(
          channel,
          () -> {},
          Framing.LINES,
          new Outbox.Bounds(
              LIMITS, clock, new ClientMemory(Long.MAX_VALUE).open(() -> {}), this::abandon));

  @Test
  void overwritesProgressThatIsUnread() {
    outbox.sendProgress("a", message("a1"));
    outbox.sendProgress("b", message("b1"));
    outbox.sendProgress("a", message("a2"));

    assertThat(written()).containsExactly("a2", "b1");
  }

  @Test
  void keepsEveryStateAndTheProgressBeforeIt() {
    outbox.sendState("a", bytes("queued"));
    outbox.sendProgress("a", message("1 %"));
    outbox.sendProgress("a", message("2 %"));
    outbox.sendState("a", bytes("publishing"));
    outbox.sendProgress("a", message("3 %"));
    outbox.sendState("a", bytes("completed"));

    assertThat(written()).containsExactly("queued", "2 %", "publishing", "3 %", "completed");
  }

  @Test
  void takesNothingAfterItsEnd() {
    outbox.send(bytes("last"));
    outbox.finish();
    outbox.send(bytes("late"));
    outbox.sendProgress("a", message("late"));

    assertThat(written()).containsExactly("last");
    assertThat(outbox.written()).isCompleted();
  }

  @Test
  void closesOnAClientThatReadsNothingOfTooMuch() {
    outbox.send(new byte[101]);

    clock.advance(Duration.ofSeconds(9));
    assertThat(open).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(open).isFalse();
    assertThat(why).isEqualTo(MessageChannel.Why.UNREAD);
  }

  @Test
  void givesItsTimeToAClientThatHadNothingToReadForLong() {
    clock.advance(Duration.ofHours(1));

    outbox.send(new byte[101]);
    outbox.send(new byte[101]);

    clock.advance(Duration.ofSeconds(9));
    assertThat(open).isTrue();
  }

  @Test
  void leavesAClientAloneThatHasRead() {
    outbox.send(new byte[101]);
    written();

    clock.advance(Duration.ofSeconds(20));

    assertThat(open).isTrue();
  }

  @Test
  void leavesAClientAloneThatReadsNothingOfLittle() {
    outbox.send(new byte[100]);

    clock.advance(Duration.ofHours(1));

    assertThat(open).isTrue();
  }

  @Test
  void endsTheConnectionForAFaultOfItsOwn() {
    outbox.sendProgress(
        "a",
        () -> {
          throw new IllegalStateException("broken");
        });

    assertThatThrownBy(outbox::run).isInstanceOf(IllegalStateException.class);

    assertThat(why).isEqualTo(MessageChannel.Why.FAULT);
    assertThat(outbox.written()).isCompleted();
  }

  private void abandon(MessageChannel.Why told) {
    why = told;
    open = false;
  }

  private List<String> written() {
    outbox.finish();
    outbox.run();
    return read.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Supplier<byte[]> message(String text) {
    return () -> bytes(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
