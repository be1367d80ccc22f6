package dev.leash.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.FakeClock;
import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accepting, where there are too many or nothing is to be had. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PageConnectorTest {
  private static final int MOST = 5;
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  private final FakeClock clock = new FakeClock();
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

  private final CountDownLatch acceptorsEnd = new CountDownLatch(1);
  private final Server jetty =
      new Server(
          new QueuedThreadPool() {
            @Override
            protected void runJob(Runnable job) {
              super.runJob(job);
              if (job.toString().contains("acceptor-")) {
                acceptorsEnd.countDown();
              }
            }
          });
  private final PageConnector connector =
      new PageConnector(jetty, new HttpConnectionFactory(), clock, new Notices(clock, lines::add));
  private final Deque<RawSocket> open = new ArrayDeque<>();

  @BeforeEach
  void start() {
    connector.setHost("127.0.0.1");
    connector.limit(MOST);
    jetty.addConnector(connector);
    jetty.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Answer.refusal(404, "Nothing").write(response, callback);
            return true;
          }
        });
  }

  @AfterEach
  void stop() throws Exception {
    for (RawSocket socket : open) {
      socket.close();
    }
    jetty.stop();
  }

  private RawSocket connect() throws IOException {
    open.add(RawSocket.connect(connector.getLocalPort()));
    return open.getLast();
  }

  @Test
  void acceptsNoMoreThanSoManyAndEachThatWaitsWhenOneHasGone() throws Exception {
    jetty.start();
    List<RawSocket> silent = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      silent.add(connect());
    }
    List<RawSocket> waiting = new ArrayList<>();
    for (int i = 0; i < 2 * MOST; i++) {
      waiting.add(connect());
      waiting.getLast().send(REQUEST);
    }

    silent.getFirst().close();

    // One after the other has the one place.
    for (RawSocket next : waiting) {
      assertThat(next.head()).startsWith("HTTP/1.1 404 ");
      assertThat(connector.getConnectedEndPoints()).hasSizeLessThanOrEqualTo(MOST);
      next.close();
    }
    assertThat(lines)
        .containsExactly("Pages have 5 connections: no more are accepted until some have gone");
  }

  @Test
  void waitsWhereNoDescriptorIsToBeHadAndSaysSoOnce() throws Exception {
    FailingServerChannel channel = FailingServerChannel.open(3);
    connector.open(channel);
    jetty.start();
    RawSocket page = connect();
    page.send(REQUEST);

    for (int i = 0; i < 3; i++) {
      clock.awaitPending(1);
      assertThat(channel.asked()).isEqualTo(i + 1);
      clock.advance(PageConnector.RETRY_ACCEPT);
    }

    assertThat(page.head()).startsWith("HTTP/1.1 404 ");
    assertThat(lines)
        .containsExactly("Pages cannot connect, and it is tried again: Too many open files");
  }

  @Test
  void acceptsNoMoreOnceItIsClosed() throws Exception {
    jetty.start();
    NetworkChannel channel = (NetworkChannel) connector.getTransport();
    RawSocket before = connect();
    before.send(REQUEST);
    assertThat(before.head()).startsWith("HTTP/1.1 404 ");

    connector.close();

    // The thread that accepts ends, and the port is gone with it.
    assertThat(acceptorsEnd.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(channel.isOpen()).isFalse();
    assertThat(lines).isEmpty();
  }

  @Test
  void isClosedWhileItWaitsForADescriptor() throws Exception {
    connector.open(FailingServerChannel.open(Integer.MAX_VALUE));
    jetty.start();
    clock.awaitPending(1);

    connector.close();
    jetty.stop();

    assertThat(clock.pending()).isZero();
  }
}
