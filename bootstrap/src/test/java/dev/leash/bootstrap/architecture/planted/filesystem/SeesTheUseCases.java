package dev.leash.bootstrap.architecture.planted.filesystem;

import dev.leash.bootstrap.architecture.planted.application.SoundUseCase;

/** Breaks: the file-system adapter knows only the domain. */
record SeesTheUseCases(SoundUseCase useCase) {}
