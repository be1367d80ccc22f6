package dev.leash.bootstrap.architecture.planted.filesystem.archive;

/** Is seen by whom it should not. */
public record SpiedOn(String name) {}
