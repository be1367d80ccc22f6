package dev.leash.filesystem;

/**
 * Hears of each named step of a publication, so that tests can have a daemon die there. Safe for
 * use by several threads.
 */
interface CrashPoints {
  /** For all but tests. */
  CrashPoints NONE = _ -> {};

  /** What has just been done, in the order in which it is. */
  enum Point {
    INDEXED,
    MADE,
    ARRIVED,
    WRITTEN,
    STAGED_SYNCED,
    TURN_TAKEN,
    JOURNAL_WRITTEN,
    GATE_ENTERED,
    RENAMED,
    GATE_LEFT,
    PUBLISHED_SYNCED,
    COMMITTED,
    TURN_RELEASED,
    ANSWERED,
    DELETED,
    DROPPED
  }

  void reached(Point point);
}
