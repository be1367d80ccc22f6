package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.http.Exchange.Got;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** Copies the body of an answer into the file, behind what has arrived. Of one thread. */
final class BodyCopy {
  private final Exchange exchange;
  private final Job job;
  private final Arrived arrived;
  private final Beside beside;
  private final Writer writer;
  private final PacedBody body;

  BodyCopy(Exchange exchange, Job job, Arrived arrived, Beside beside) {
    this.exchange = exchange;
    this.job = job;
    this.arrived = arrived;
    this.beside = beside;
    writer = job.file().writer(arrived.generation());
    body = new PacedBody(exchange, job);
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

  /** Reads what is allowed; nothing more when it was cancelled. */
  private Got read(byte[] buffer, OptionalLong end) {
    return end.equals(OptionalLong.of(arrived.received()))
        ? body.readEnd(buffer)
        : body.read(buffer, beside.room(buffer.length, exchange))
            .orElseGet(() -> new Got.Failed(arrived.incomplete(end)));
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
    beside.begin();
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
    beside.advance(arrived.received() + count);
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
    if (!arrived.foretold().isConfirmedBy(job, arrived.generation(), arrived.received(), bytes)) {
      return contradicted();
    }
    Optional<Failure> failure = WriteFailures.of(writer.write(arrived.received(), bytes));
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

  private Optional<Failure> contradicted() {
    arrived.contradict();
    return Optional.of(
        new Failure.SourceChanged("its ranges have other bytes than its whole body"));
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
