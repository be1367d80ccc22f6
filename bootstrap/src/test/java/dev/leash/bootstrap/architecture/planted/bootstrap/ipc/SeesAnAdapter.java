package dev.leash.bootstrap.architecture.planted.bootstrap.ipc;

import dev.leash.bootstrap.architecture.planted.http.SoundSettings;

/** Breaks: the socket is walled off from the adapters. */
record SeesAnAdapter(SoundSettings adapter) {}
