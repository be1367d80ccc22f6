package dev.leash.bootstrap.architecture.planted.bootstrap;

/** Is there to be seen. */
public record Top(String name) {}
