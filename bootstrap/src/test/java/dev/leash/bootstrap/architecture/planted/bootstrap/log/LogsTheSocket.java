package dev.leash.bootstrap.architecture.planted.bootstrap.log;

import dev.leash.bootstrap.architecture.planted.bootstrap.ipc.SoundServer;

/** Breaks: the log knows only what it logs. */
record LogsTheSocket(SoundServer server) {}
