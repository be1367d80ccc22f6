package dev.leash.bootstrap.architecture.planted.domain.download;

import dev.leash.bootstrap.architecture.planted.application.SoundUseCase;

/** Breaks: the arrows. */
record DomainUp(SoundUseCase above) {}
