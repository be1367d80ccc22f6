package dev.leash.domain.port;

/**
 * The fence's gate: files are renamed into place only between {@link #enter} and {@link #leave}.
 */
public interface Gate {
  /**
   * Asks to publish; never waits.
   *
   * @return false when the download is over: then nothing may be renamed, and {@link #leave} is not
   *     called
   */
  boolean enter();

  /**
   * Whether the session has ended since, so that whoever waits for the end waits for this
   * publication. Asked between renames; never waits.
   */
  boolean isClosing();

  /**
   * Says that no rename follows. Always called after an {@link #enter} that was granted, and at
   * once.
   */
  void leave();
}
