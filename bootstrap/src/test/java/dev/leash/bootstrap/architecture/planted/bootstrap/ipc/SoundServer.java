package dev.leash.bootstrap.architecture.planted.bootstrap.ipc;

import dev.leash.bootstrap.architecture.planted.application.SoundUseCase;
import tools.jackson.databind.JsonNode;

/** Breaks no rule. */
public record SoundServer(SoundUseCase useCase, JsonNode node) {}
