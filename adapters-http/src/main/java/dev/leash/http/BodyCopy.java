package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.ArrivingFile.Written;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.Exchange.Got;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** Copies the body of an answer into the file, digesting it on the way. Of one thread. */
final class BodyCopy {
  private final Exchange exchange;
  private final Job job;
  private final Writer writer;
  private final Digests digests;
  private final byte[] buffer;
  private long total;

  BodyCopy(Exchange exchange, Job job, byte[] buffer) {
    this.exchange = exchange;
    this.job = job;
    writer = job.file().writer(job.generation());
    digests = new Digests(job.source().checksum());
    this.buffer = buffer;
  }

  Fetched copy(OptionalLong length) {
    Optional<Fetched> over = announce(length);
    while (over.isEmpty()) {
      over = step();
    }
    return over.get();
  }

  private Optional<Fetched> announce(OptionalLong length) {
    if (length.orElse(0) > job.source().maxBytes()) {
      return tooLarge();
    }
    Optional<Fetched> over =
        length.isPresent() ? overBy(writer.announce(length.getAsLong())) : Optional.empty();
    if (over.isEmpty()) {
      job.listener().announced(length);
    }
    return over;
  }

  private Optional<Fetched> step() {
    return switch (exchange.read(buffer)) {
      case Got.Bytes(int count) -> put(count);
      case Got.End() -> Optional.of(finish());
      case Got.Stopped(Fetched outcome) -> Optional.of(outcome);
    };
  }

  private Optional<Fetched> put(int count) {
    if (count > job.source().maxBytes() - total) {
      return tooLarge();
    }
    digests.update(buffer, count);
    Optional<Fetched> over = overBy(writer.write(total, ByteBuffer.wrap(buffer, 0, count)));
    if (over.isEmpty()) {
      total += count;
      // The listener hears last, so that whoever it tells finds the server waited for.
      exchange.consumed();
      job.listener().received(count);
    }
    return over;
  }

  private Fetched finish() {
    Digests.Result result = digests.finish();
    return result
        .mismatch()
        .map(job::endedBy)
        .or(() -> overBy(writer.finish(total)))
        .orElseGet(() -> new Fetched.Whole(total, result.sha256()));
  }

  private Optional<Fetched> tooLarge() {
    return Optional.of(job.endedBy(new Failure.TooLarge(job.source().maxBytes())));
  }

  private Optional<Fetched> overBy(Written written) {
    return switch (written) {
      case Written.Done() -> Optional.empty();
      case Written.Refused(Failure failure) -> Optional.of(job.endedBy(failure));
      case Written.Revoked() ->
          Optional.of(
              job.endedBy(
                  new Failure.SourceChanged("a newer generation of the archive has begun")));
    };
  }
}
