package dev.leash.bootstrap.client;

import java.util.Locale;

/** Numbers of bytes for a person. */
public final class Sizes {
  private static final long MEGABYTE = 1_000_000;

  private Sizes() {}

  /** In kB or MB of a thousand and a million bytes. */
  public static String text(long bytes) {
    return bytes < MEGABYTE
        ? "%d kB".formatted(bytes / 1_000)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
