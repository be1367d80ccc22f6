package dev.leash.bootstrap.architecture.planted.bootstrap.web;

import dev.leash.bootstrap.architecture.planted.http.SoundSettings;

/** Breaks: the socket is walled off from the adapters. */
record SeesAnAdapterToo(SoundSettings adapter) {}
