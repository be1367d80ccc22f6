package dev.leash.bootstrap.ipc;

import java.util.function.LongSupplier;

/**
 * What is to be told of the process.
 *
 * @param memoryBytes that it occupies now
 */
public record ProcessFacts(String version, long pid, LongSupplier memoryBytes) {}
