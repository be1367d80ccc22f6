package dev.leash.benchmarks.kit;

import java.io.IOException;

/** A benchmark cannot be run here; the message tells a person why. */
public final class UnableException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnableException(String why) {
    super(why);
  }
}
