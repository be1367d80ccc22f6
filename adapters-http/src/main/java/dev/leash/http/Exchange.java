package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Cancellation;
import dev.leash.http.FailureMapping.Phase;
import dev.leash.http.FailureMapping.Point;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, with all that can end it early. Of its thread alone; a cancellation
 * and the stall watch reach it through its {@link Lifeline}.
 *
 * <p>Closing it discards the connection unless the body was read to its end: a body is never
 * drained, as it may be endless.
 */
final class Exchange implements AutoCloseable {
  private static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

  private final Hop hop;
  private final HttpGet request;
  private final Job job;
  private final Surroundings surroundings;
  private final Lifeline lifeline;
  private final StallWatch watch;
  private final Cancellation.Registration registration;

  private Phase phase = Phase.CONNECTING;
  private boolean reused;
  private OptionalLong expected = OptionalLong.empty();
  private long received;
  private @Nullable ArchiveConnection connection;
  private InputStream body = InputStream.nullInputStream();

  Exchange(Hop hop, HttpGet request, Job job, Surroundings surroundings) {
    this.hop = hop;
    this.request = request;
    this.job = job;
    this.surroundings = surroundings;
    lifeline = new Lifeline(request);
    watch = new StallWatch(surroundings.clock(), lifeline::cut);
    registration = job.cancellation().onCancel(lifeline::cut);
  }

  /** What became of the request. */
  sealed interface Opened {
    record Answered(Answer answer) implements Opened {}

    /** The server had given up the kept connection: worth another try at once. */
    record Stale() implements Opened {}

    record Failed(Failure failure) implements Opened {}
  }

  /** What a read of the body gave. */
  sealed interface Got {
    record Bytes(int count) implements Got {}

    record End() implements Got {}

    /** More came than the body has by its length. */
    record Surplus() implements Got {}

    record Failed(Failure failure) implements Got {}
  }

  /** The exchange that this thread is opening: the library calls back without saying which. */
  static Exchange current() {
    return CURRENT.get();
  }

  /** Sends the request and waits for the head of the answer. */
  Opened open() {
    try {
      HttpClientContext context = HttpClientContext.create();
      ClassicHttpResponse response =
          ScopedValue.where(CURRENT, this)
              .call(() -> surroundings.clients().client().executeOpen(null, request, context));
      phase = Phase.BODY;
      return take(response);
    } catch (IOException | RuntimeException e) {
      return isStale(e) ? new Opened.Stale() : new Opened.Failed(failureOf(e));
    }
  }

  /** Reads some of the body, {@code most} bytes of it. */
  Got read(byte[] buffer, int most) {
    if (received > 0
        && expected.equals(OptionalLong.of(received))
        && connection != null
        && connection.hasSurplus()) {
      return new Got.Surplus();
    }
    try {
      int count = body.read(buffer, 0, most);
      watch.arrived();
      if (count < 0) {
        surroundings.clients().returned();
        return new Got.End();
      }
      received += count;
      return new Got.Bytes(count);
    } catch (IOException | RuntimeException e) {
      return new Got.Failed(failureOf(e));
    }
  }

  /** It is not the server that is waited for, until {@link #consumed}. */
  void heldBack() {
    watch.arrived();
  }

  /** What was read has been dealt with: from now on it is the server that is waited for. */
  void consumed() {
    watch.await();
  }

  @Override
  public void close() {
    registration.close();
    watch.close();
    lifeline.cut();
    if (connection != null) {
      job.connections().closed();
    }
  }

  /** The library has made a socket and is about to connect it. */
  Socket connecting(Socket socket) throws IOException {
    lifeline.connecting(socket);
    return socket;
  }

  /** The library has a connection, and sends the request next. */
  void connected(ArchiveConnection made) throws IOException {
    lifeline.connected();
    reused = made.takeForReuse();
    if (reused && made.hasSurplus()) {
      throw new StaleConnectionException();
    }
    connection = made;
    phase = Phase.AWAITING;
    watch.expect(surroundings.settings().responseTimeout());
    job.connections().opened();
  }

  private Opened take(ClassicHttpResponse response) throws IOException {
    Answer answer = Answer.of(response);
    expected = answer.length();
    @Nullable HttpEntity entity = response.getEntity();
    if (entity != null) {
      body = entity.getContent();
    }
    // The library takes a head that is cut off between two lines for a whole one. With a length of
    // 0 the connection may serve another exchange already.
    if (connection != null && expected.orElse(1) != 0 && connection.ended()) {
      return new Opened.Failed(new Failure.TransferIncomplete(0, expected));
    }
    watch.expect(surroundings.settings().stallTimeout());
    return new Opened.Answered(answer);
  }

  private boolean isStale(Exception e) {
    return reused
        && !hop.fresh()
        && phase != Phase.BODY
        && !job.cancellation().isCancelled()
        && watch.stalled().isEmpty()
        && (e instanceof StaleConnectionException
            || e instanceof NoHttpResponseException
            || e instanceof SocketException);
  }

  // What a cut-off wait throws differs by phase and by chance, so the reason for the cut is what
  // counts.
  private Failure failureOf(Exception e) {
    Optional<Duration> stalled = watch.stalled();
    if (stalled.isPresent()) {
      return new Failure.Stalled(stalled.get().toSeconds());
    }
    boolean ended = connection != null && connection.ended();
    return new FailureMapping(surroundings.settings())
        .failureOf(e, new Point(hop.host(), phase, received, expected, ended));
  }
}
