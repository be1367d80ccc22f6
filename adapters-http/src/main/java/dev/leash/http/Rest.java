package dev.leash.http;

import java.util.OptionalLong;

/**
 * What to ask for of a version, a part of it.
 *
 * @param from the position of its first byte
 * @param to the position after its last byte; empty for the version's end
 */
record Rest(long from, OptionalLong to, Validator validator) {
  /** For a Range header. */
  String range() {
    return "bytes=" + from + "-" + (to.isPresent() ? to.getAsLong() - 1 : "");
  }
}
