package dev.leash.bootstrap.ipc;

import dev.leash.domain.archive.EntryNames;

/** How what a client sent is shown in a message about it. */
final class Shown {
  private static final int LENGTH = 80;

  private Shown() {}

  /** In quotes, escaped and cut. */
  static String text(String given) {
    String shown = EntryNames.shown(given);
    return shown.length() > LENGTH ? "'" + shown.substring(0, LENGTH) + "…'" : "'" + shown + "'";
  }
}
