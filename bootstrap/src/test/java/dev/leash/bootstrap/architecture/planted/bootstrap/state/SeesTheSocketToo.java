package dev.leash.bootstrap.architecture.planted.bootstrap.state;

import dev.leash.bootstrap.architecture.planted.bootstrap.ipc.SoundServer;

/** Breaks: the state knows only the lock. */
record SeesTheSocketToo(SoundServer server) {}
