package dev.leash.bootstrap.architecture.planted.filesystem;

/** Breaks: adapters show their module and settings alone. */
public final class OpenedUp {}
