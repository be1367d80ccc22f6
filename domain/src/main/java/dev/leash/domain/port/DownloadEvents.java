package dev.leash.domain.port;

import dev.leash.domain.download.DownloadStatus;

/**
 * Hears of downloads. Calls about one download come one at a time and in the order of what
 * happened, under a lock of that download's: they must return at once and call nothing back.
 */
public interface DownloadEvents {
  /** It was accepted; nothing about it came before. */
  void accepted(DownloadStatus status);

  /** It has another state, which is not an end. */
  void changed(DownloadStatus status);

  /** It has come further. */
  void progressed(DownloadStatus status);

  /** It has ended; nothing about it follows. The outcome's readers are told after this call. */
  void finished(DownloadStatus status);
}
