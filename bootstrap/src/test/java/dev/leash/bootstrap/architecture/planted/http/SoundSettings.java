package dev.leash.bootstrap.architecture.planted.http;

import dev.leash.bootstrap.architecture.planted.domain.download.Sound;

/** Breaks no rule. */
public record SoundSettings(Sound sound) {}
