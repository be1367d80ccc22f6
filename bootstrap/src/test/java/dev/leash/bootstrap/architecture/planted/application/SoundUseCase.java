package dev.leash.bootstrap.architecture.planted.application;

import dev.leash.bootstrap.architecture.planted.domain.download.Sound;

/** Breaks no rule. */
public record SoundUseCase(Sound sound) {}
