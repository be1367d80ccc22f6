package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accepting clients of the socket, where there is nothing to serve them with. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OutOfThreadsTest {
  private volatile boolean out;
  private RunningDaemon daemon;

  @BeforeEach
  void start() throws Exception {
    daemon =
        RunningDaemon.start(
            IpcLimits.DEFAULT, binder -> binder.bind(ThreadFactory.class).toInstance(this::thread));
    // Whatever else wants a thread has it now.
    daemon.client().call("ping");
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private Thread thread(Runnable task) {
    if (out) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    return Thread.ofPlatform().daemon(true).unstarted(task);
  }

  @Test
  void goesOnAndIsLoggedOnceAMinute() throws Exception {
    out = true;
    for (int i = 0; i < 5; i++) {
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(daemon.socket()))) {
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
    out = false;

    assertThat(daemon.client().call("ping").path("result").asString()).isEqualTo("pong");
    assertThat(daemon.logAfterShutdown().lines())
        .filteredOn(line -> line.contains("accepting a client"))
        .hasSize(1);
  }
}
