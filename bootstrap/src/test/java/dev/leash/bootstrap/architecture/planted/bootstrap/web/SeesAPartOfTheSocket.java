package dev.leash.bootstrap.architecture.planted.bootstrap.web;

import dev.leash.bootstrap.architecture.planted.bootstrap.ipc.SoundServer;

/** Breaks: of the socket's side, web sees the way in alone. */
record SeesAPartOfTheSocket(SoundServer server) {}
