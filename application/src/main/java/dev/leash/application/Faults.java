package dev.leash.application;

/**
 * Hears of the daemon's own faults, which frontends see as {@code INTERNAL} without their stack.
 */
@FunctionalInterface
public interface Faults {
  void report(String doing, Throwable fault);
}
