package dev.leash.domain.download;

/** How a download ended. */
public sealed interface Outcome {
  record Completed(DownloadResult result) implements Outcome {}

  record Failed(Failure failure) implements Outcome {}

  record Cancelled(CancelCause cause) implements Outcome {}
}
