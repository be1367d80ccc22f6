package dev.leash.bootstrap.architecture.planted.bootstrap.client;

import dev.leash.bootstrap.architecture.planted.domain.download.Sound;

/** Breaks: the client knows nothing of Leash. */
record SeesTheDomain(Sound sound) {}
