package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile.Written;
import dev.leash.http.Exchange.Got;
import dev.leash.http.Exchange.Opened;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Asks for some bytes of an archive beside its body, and writes them ahead. Of one thread. */
final class SideRequest {
  private final SideSource source;
  private final Job job;
  private final Surroundings surroundings;
  private final BodyEdge edge;

  SideRequest(SideSource source, Job job, Surroundings surroundings, BodyEdge edge) {
    this.source = source;
    this.job = job;
    this.surroundings = surroundings;
    this.edge = edge;
  }

  /**
   * Whether it brought them all. If not, what it did bring is right as far as it was vouched for.
   */
  boolean bring(ByteRange range) {
    String host = source.hop().host();
    if (!surroundings.sideRoom().enter(host)) {
      return false;
    }
    try {
      return bring(range, source.hop());
    } finally {
      surroundings.sideRoom().leave(host);
    }
  }

  private boolean bring(ByteRange range, Hop hop) {
    boolean stale;
    try (Exchange exchange =
        new Exchange(
            hop, Requests.of(hop, Optional.of(source.request(range))), job, surroundings)) {
      switch (exchange.open()) {
        case Opened.Answered(Answer answer) -> {
          return source
              .part(range, answer)
              .filter(part -> copy(exchange, part) && part.end() == range.to())
              .isPresent();
        }
        case Opened.Failed(Failure _) -> stale = false;
        case Opened.Stale() -> stale = true;
      }
    }
    if (stale) {
      surroundings.clients().closeIdle();
    }
    return stale && bring(range, hop.afresh());
  }

  private boolean copy(Exchange exchange, ContentRange part) {
    PacedBody body = new PacedBody(exchange, job);
    long at = part.first();
    try (Buffers.Lease buffer = surroundings.buffers().lease()) {
      while (at < part.end()) {
        int most = (int) Math.min(buffer.bytes().length, part.end() - at);
        if (!(body.read(buffer.bytes(), most).orElse(new Got.End()) instanceof Got.Bytes(int count))
            || !write(at, ByteBuffer.wrap(buffer.bytes(), 0, count))) {
          return false;
        }
        exchange.consumed();
        at += count;
      }
      // Read to its end the connection serves the next request.
      return body.readEnd(buffer.bytes()) instanceof Got.End;
    }
  }

  private boolean write(long position, ByteBuffer bytes) {
    return edge.writeAhead(position, bytes) instanceof Written.Done;
  }
}
