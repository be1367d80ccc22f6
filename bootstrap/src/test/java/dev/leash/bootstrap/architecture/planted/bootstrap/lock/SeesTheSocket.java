package dev.leash.bootstrap.architecture.planted.bootstrap.lock;

import dev.leash.bootstrap.architecture.planted.bootstrap.ipc.SoundServer;

/** Breaks: the lock knows nothing of Leash. */
record SeesTheSocket(SoundServer server) {}
