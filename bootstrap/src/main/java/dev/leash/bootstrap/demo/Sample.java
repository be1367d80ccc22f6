package dev.leash.bootstrap.demo;

import java.nio.file.Path;

/**
 * An archive that the demo's server has.
 *
 * @param name of its path at the server, and so in its URL
 * @param bytesPerSecond how quickly it is sent
 */
record Sample(String name, Path file, long bytesPerSecond, Manner manner) {
  /** How the server sends it. */
  enum Manner {
    /** From its beginning to its end. */
    WHOLE,
    /** Any part of it, so that a paused download goes on where it was. */
    BY_RANGES,
    /** Without saying how much it is. */
    LENGTH_UNTOLD,
    /** A part; then the server goes silent. */
    STALLING
  }
}
