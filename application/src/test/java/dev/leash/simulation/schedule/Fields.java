package dev.leash.simulation.schedule;

/** Says how fields are declared; those of classes that nobody weaves count as final. */
interface Fields {
  boolean isFinal(String owner, String name);

  boolean isVolatile(String owner, String name);
}
