package dev.leash.simulation;

/** What the daemon promises, in the order of its protocol, and what goes without saying. */
enum Promise {
  FENCE,
  PROMPT,
  ALL_OR_NOTHING,
  NOTHING_LEFT,
  ONE_END,
  NOTHING_OUTSIDE,
  BOUNDED,
  /** Nothing hangs, nothing is told that has no reason, no id is given out twice. */
  SOUND
}
