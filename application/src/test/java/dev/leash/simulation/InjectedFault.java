package dev.leash.simulation;

import dev.leash.simulation.Chance.Fault;

/** An exception that a port throws because the story will have it so. */
final class InjectedFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InjectedFault(Fault fault) {
    super(fault.name());
  }
}
