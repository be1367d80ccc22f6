package dev.leash.bootstrap.architecture.planted.bootstrap.ipc;

import dev.leash.bootstrap.architecture.planted.bootstrap.web.SoundGateway;

/** Breaks: the socket's side does not know who else lets clients in. */
record SeesTheGateway(SoundGateway gateway) {}
