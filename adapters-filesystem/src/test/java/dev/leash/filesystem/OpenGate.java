package dev.leash.filesystem;

import dev.leash.domain.port.Gate;

/** The gate of a session that nobody ends. */
record OpenGate() implements Gate {
  @Override
  public boolean enter() {
    return true;
  }

  @Override
  public boolean isClosing() {
    return false;
  }

  @Override
  public void leave() {}
}
