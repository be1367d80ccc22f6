package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile.Written;
import java.util.Optional;

/** What it means that the file did not take something. */
final class WriteFailures {
  private WriteFailures() {}

  /** Empty when it took it. */
  static Optional<Failure> of(Written written) {
    return switch (written) {
      case Written.Done() -> Optional.empty();
      case Written.Refused(Failure failure) -> Optional.of(failure);
      case Written.Revoked() ->
          Optional.of(new Failure.SourceChanged("a newer generation of the archive has begun"));
    };
  }
}
