package dev.leash.bootstrap.architecture.planted.bootstrap.ipc;

/** Breaks no rule. */
public record SoundLimits(int clients) {}
