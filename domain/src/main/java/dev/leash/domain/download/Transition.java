package dev.leash.domain.download;

/** What became of an attempt to move a download to another state. */
public sealed interface Transition {
  /** It was made. */
  record Made(DownloadState from, DownloadState to) implements Transition {}

  /**
   * It is not possible from this state, which is unchanged.
   *
   * @param attempted what was attempted, as a verb
   */
  record Refused(DownloadState state, String attempted) implements Transition {}

  default boolean isMade() {
    return this instanceof Made;
  }
}
