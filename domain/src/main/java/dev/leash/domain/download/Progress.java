package dev.leash.domain.download;

import java.util.OptionalLong;

/**
 * How far a download has come. Counts never fall within one attempt.
 *
 * @param receivedBytes of the archive
 * @param totalBytes of the archive, empty where it is not known
 * @param extractedFiles files that are whole
 * @param totalFiles in the archive, empty where it is not known yet
 * @param extractedBytes written
 * @param connections open now
 * @param bytesPerSecond received, smoothed
 */
public record Progress(
    long receivedBytes,
    OptionalLong totalBytes,
    long extractedFiles,
    OptionalLong totalFiles,
    long extractedBytes,
    int connections,
    long bytesPerSecond) {
  public static final Progress NONE =
      new Progress(0, OptionalLong.empty(), 0, OptionalLong.empty(), 0, 0, 0);

  /** Seconds until the archive is there at this speed; empty where that is not known. */
  public OptionalLong etaSeconds() {
    if (totalBytes.isEmpty() || (bytesPerSecond == 0 && receivedBytes < totalBytes.getAsLong())) {
      return OptionalLong.empty();
    }
    long missing = Math.max(0, totalBytes.getAsLong() - receivedBytes);
    return OptionalLong.of(missing == 0 ? 0 : Math.ceilDiv(missing, bytesPerSecond));
  }
}
