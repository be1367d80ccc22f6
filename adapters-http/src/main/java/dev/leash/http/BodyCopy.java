package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.Transfer.Pace;
import dev.leash.http.Exchange.Got;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** Copies the body of an answer into the file, behind what has arrived. Of one thread. */
final class BodyCopy {
  private final Exchange exchange;
  private final Job job;
  private final Arrived arrived;
  private final Writer writer;
  private final Pace pace;

  BodyCopy(Exchange exchange, Job job, Arrived arrived, Writer writer) {
    this.exchange = exchange;
    this.job = job;
    this.arrived = arrived;
    this.writer = writer;
    this.pace = job.listener().pace();
  }

  /** Copies to the end of the body; empty when that came where it was expected. */
  Optional<Failure> copy(Expected expected, byte[] buffer) {
    Optional<Failure> failure = announce(expected.total());
    while (failure.isEmpty()) {
      switch (read(buffer, expected.end())) {
        case Got.Bytes(int count) -> failure = put(buffer, count, expected.end());
        case Got.End() -> {
          return end(expected.end());
        }
        case Got.Surplus() -> failure = tooLong();
        case Got.Failed(Failure broken) -> failure = Optional.of(broken);
      }
    }
    return failure;
  }

  /** Reads what its pace allows. What is no more than the body's end needs no leave. */
  private Got read(byte[] buffer, OptionalLong end) {
    if (end.equals(OptionalLong.of(arrived.received()))) {
      return exchange.read(buffer, buffer.length);
    }
    int allowed = leave(buffer.length);
    if (allowed == 0) {
      // It was cancelled, which is what counts.
      return new Got.Failed(arrived.incomplete(end));
    }
    int count = 0;
    try {
      Got got = exchange.read(buffer, allowed);
      count = got instanceof Got.Bytes(int bytes) ? bytes : 0;
      return got;
    } finally {
      if (count < allowed) {
        pace.giveBack(allowed - count);
      }
    }
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

  private Optional<Failure> announce(OptionalLong total) {
    if (total.orElse(0) > job.source().maxBytes()) {
      return tooLarge();
    }
    if (total.isPresent()) {
      Optional<Failure> failure = WriteFailures.of(writer.announce(total.getAsLong()));
      if (failure.isPresent()) {
        return failure;
      }
      arrived.announced(total.getAsLong());
    }
    job.listener().announced(total);
    return Optional.empty();
  }

  private Optional<Failure> put(byte[] buffer, int count, OptionalLong end) {
    if (count > job.source().maxBytes() - arrived.received()) {
      return tooLarge();
    }
    if (count > end.orElse(Long.MAX_VALUE) - arrived.received()) {
      return tooLong();
    }
    arrived.touch();
    Optional<Failure> failure =
        WriteFailures.of(writer.write(arrived.received(), ByteBuffer.wrap(buffer, 0, count)));
    if (failure.isEmpty()) {
      arrived.add(buffer, count);
      // The listener hears last, so that whoever it tells finds the server waited for.
      exchange.consumed();
      job.listener().received(count);
    }
    return failure;
  }

  private Optional<Failure> end(OptionalLong end) {
    if (end.isEmpty()) {
      arrived.end();
      return Optional.empty();
    }
    return end.getAsLong() == arrived.received()
        ? Optional.empty()
        : Optional.of(arrived.incomplete(end));
  }

  private Optional<Failure> tooLong() {
    arrived.spoil();
    return Optional.of(new Failure.ProtocolError("the body is longer than announced"));
  }

  private Optional<Failure> tooLarge() {
    arrived.spoil();
    return Optional.of(new Failure.TooLarge(job.source().maxBytes()));
  }
}
