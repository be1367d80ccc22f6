package dev.leash.http;

import dev.leash.domain.port.Transfer.Pace;
import dev.leash.http.Exchange.Got;
import java.util.Optional;

/** Reads the body of an exchange no faster than is allowed. Of one thread. */
final class PacedBody {
  private final Exchange exchange;
  private final Job job;
  private final Pace pace;

  PacedBody(Exchange exchange, Job job) {
    this.exchange = exchange;
    this.job = job;
    this.pace = job.listener().pace();
  }

  /** Reads at most so many bytes; empty when it was cancelled, which is what counts. */
  Optional<Got> read(byte[] buffer, int most) {
    int allowed = leave(most);
    if (allowed == 0) {
      return Optional.empty();
    }
    int count = 0;
    try {
      Got got = exchange.read(buffer, allowed);
      count = got instanceof Got.Bytes(int bytes) ? bytes : 0;
      return Optional.of(got);
    } finally {
      if (count < allowed) {
        pace.giveBack(allowed - count);
      }
    }
  }

  /** Reads the end of the body, which is no more than that and needs no leave. */
  Got readEnd(byte[] buffer) {
    return exchange.read(buffer, buffer.length);
  }

  private int leave(int most) {
    int ready = pace.ready(most);
    if (ready > 0) {
      return ready;
    }
    exchange.heldBack();
    int awaited = pace.await(most, job.cancellation());
    exchange.consumed();
    return awaited;
  }
}
