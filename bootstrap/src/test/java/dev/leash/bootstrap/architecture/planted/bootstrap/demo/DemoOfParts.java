package dev.leash.bootstrap.architecture.planted.bootstrap.demo;

import dev.leash.bootstrap.architecture.planted.application.SoundUseCase;

/** Breaks: the demo sees only the daemon and its client. */
record DemoOfParts(SoundUseCase part) {}
