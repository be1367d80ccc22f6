package dev.leash.bootstrap.architecture.planted.bootstrap.cli;

import dev.leash.bootstrap.architecture.planted.application.SoundUseCase;

/** Breaks: the command line sees no parts but settings. */
record CommandsParts(SoundUseCase part) {}
