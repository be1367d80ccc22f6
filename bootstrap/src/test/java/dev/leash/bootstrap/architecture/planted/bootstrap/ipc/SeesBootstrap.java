package dev.leash.bootstrap.architecture.planted.bootstrap.ipc;

import dev.leash.bootstrap.architecture.planted.bootstrap.Top;

/** Breaks: the socket is walled off from the rest of bootstrap. */
record SeesBootstrap(Top top) {}
