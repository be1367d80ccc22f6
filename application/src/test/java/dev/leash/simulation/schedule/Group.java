package dev.leash.simulation.schedule;

/** Tasks that can be ended all at once, as a process can. */
public final class Group {
  private final String name;
  private boolean dead;

  public Group(String name) {
    this.name = name;
  }

  public boolean isDead() {
    return dead;
  }

  void die() {
    dead = true;
  }

  @Override
  public String toString() {
    return name;
  }
}
