package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Transfer.Listener;
import dev.leash.domain.port.Transfer.Source;

/** One attempt: what it was given. */
record Job(
    Source source,
    ArrivingFile file,
    Listener listener,
    Connections connections,
    Cancellation cancellation) {
  /** The part of it that another cancellation can end alone. */
  Job under(Cancellation own) {
    return new Job(source, file, listener, connections, own);
  }

  /**
   * What an obstacle means: nothing any more when the download is over, because its end may have
   * caused it.
   */
  Fetched endedBy(Failure failure) {
    return cancellation.isCancelled() ? new Fetched.Cancelled() : new Fetched.Failed(failure);
  }
}
