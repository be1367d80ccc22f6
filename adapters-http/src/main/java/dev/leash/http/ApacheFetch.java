package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Transfer.Listener;
import dev.leash.domain.port.Transfer.Source;
import java.util.Optional;

/** Keeps what one archive's attempts have in common. For one thread at a time. */
final class ApacheFetch implements Fetch {
  private final Source source;
  private final ArrivingFile file;
  private final Listener listener;
  private final Surroundings surroundings;
  private final Arrived arrived;
  private Optional<Fetched> whole = Optional.empty();

  ApacheFetch(Source source, ArrivingFile file, Listener listener, Surroundings surroundings) {
    this.source = source;
    this.file = file;
    this.listener = listener;
    this.surroundings = surroundings;
    arrived = new Arrived(source.checksum());
  }

  @Override
  public Fetched attempt(Cancellation cancellation) {
    if (whole.isPresent()) {
      return whole.get();
    }
    Job job = new Job(source, file, listener, new Connections(listener), cancellation);
    Optional<String> refusal = source.url().refusal();
    if (refusal.isPresent()) {
      return job.endedBy(new Failure.UrlNotAllowed(source.url().toString(), refusal.get()));
    }
    Fetched fetched = new Attempt(job, arrived, surroundings).run();
    if (fetched instanceof Fetched.Whole) {
      whole = Optional.of(fetched);
    }
    return fetched;
  }
}
