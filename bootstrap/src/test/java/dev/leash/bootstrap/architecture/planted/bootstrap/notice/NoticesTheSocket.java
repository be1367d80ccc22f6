package dev.leash.bootstrap.architecture.planted.bootstrap.notice;

import dev.leash.bootstrap.architecture.planted.bootstrap.ipc.SoundServer;

/** Breaks: what is said seldom is of no concern to who thins it out. */
record NoticesTheSocket(SoundServer server) {}
