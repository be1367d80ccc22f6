package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ByteSourceTest {
  private static final int LONG = 1_000_000;

  private final ClientMemory memory = new ClientMemory(Long.MAX_VALUE);

  /** More than the heap: it must not be taken before it is there. */
  @Test
  void takesNoRoomForWhatIsAnnouncedAlone() {
    assertThat(source(new byte[10]).read(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void readsWhatIsLongerThanItsBuffer() {
    byte[] bytes = new byte[LONG];
    for (int i = 0; i < LONG; i++) {
      bytes[i] = (byte) i;
    }
    ByteSource source = source(bytes);

    assertThat(source.read(LONG - 1)).hasValue(Arrays.copyOf(bytes, LONG - 1));
    assertThat(source.read()).isEqualTo(bytes[LONG - 1] & 0xff);
    assertThat(source.read()).isEqualTo(-1);
  }

  private ByteSource source(byte[] bytes) {
    return new ByteSource(
        Channels.newChannel(new ByteArrayInputStream(bytes)), memory.open(() -> {}));
  }
}
