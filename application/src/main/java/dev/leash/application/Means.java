package dev.leash.application;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** What the runs of all downloads share. */
record Means(
    Ports ports,
    ApplicationSettings settings,
    Executor executor,
    RandomGenerator random,
    Holdings holdings,
    Traffic traffic,
    SpeedLimit speed,
    KeptLists lists,
    Faults faults) {}
