package dev.leash.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Provider;
import dev.leash.bootstrap.ipc.IpcServer;
import dev.leash.bootstrap.ipc.MessageChannel;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that are let in, and cannot be served. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TurnedAwayTest {
  /** How many threads can still be had. */
  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

  /** Whether one more fails for another reason than that there is none. */
  private volatile boolean fault;

  private final AtomicReference<Provider<IpcServer>> server = new AtomicReference<>();
  private Gate gate;

  @BeforeEach
  void open() throws Exception {
    gate =
        Gate.open(binder -> {
          binder.bind(ThreadFactory.class).toInstance(this::thread);
          server.set(binder.getProvider(IpcServer.class));
        });
    // Whatever else wants a thread has it now.
    try (Page page = gate.page()) {
      page.call("ping", "{}");
    }
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
  }

  private Thread thread(Runnable task) {
    if (left.getAndDecrement() <= 0) {
      if (fault) {
        throw new IllegalStateException("broken");
      }
      throw new OutOfMemoryError("unable to create native thread");
    }
    return Thread.ofPlatform().daemon(true).unstarted(task);
  }

  /** A page takes one that reads and one that writes. */
  @ParameterizedTest
  @CsvSource({"0, beginning to serve a page", "1, serving a client"})
  void isToldToTryAgainWhereNoThreadIsToBeHad(int threads, String reported) throws Exception {
    left.set(threads);
    try (Page page = gate.page()) {
      assertThat(page.socket().awaitClose()).isEqualTo(1013);
      assertThat(page.socket().why()).isEqualTo("Leash has no thread for this page");
    }
    left.set(Integer.MAX_VALUE);

    try (Page page = gate.page()) {
      assertThat(page.call("ping", "{}").path("result").asString()).isEqualTo("pong");
    }
    gate.daemon().close();
    assertThat(gate.log()).contains("Unexpected fault while " + reported);
  }

  @ParameterizedTest
  @CsvSource({"0, beginning to serve a page", "1, serving a client"})
  void isToldOfAFaultThatIsOurs(int threads, String reported) throws Exception {
    fault = true;
    left.set(threads);
    try (Page page = gate.page()) {
      assertThat(page.socket().awaitClose()).isEqualTo(1011);
      assertThat(page.socket().why()).isEqualTo("A fault of Leash's own; its log says more");
    }
    gate.daemon().close();
    assertThat(gate.log()).contains("Unexpected fault while " + reported);
  }

  @ParameterizedTest
  @EnumSource
  void hearsOfAFaultWhileItIsServed(BrokenChannel.Side side) throws Exception {
    BrokenChannel channel = new BrokenChannel(side);

    server.get().get().serve(channel);

    assertThat(channel.awaitEnd()).isEqualTo(MessageChannel.Why.FAULT);
    gate.daemon().close();
    assertThat(gate.log()).contains("Unexpected fault while " + side.reported());
  }

  @Test
  void isToldOfTheShutdown() throws Exception {
    server.get().get().stopAccepting();

    try (Page page = gate.page()) {
      assertThat(page.socket().awaitClose()).isEqualTo(1001);
      assertThat(page.socket().why()).isEqualTo("Leash shuts down");
    }
  }
}
