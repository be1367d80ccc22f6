package dev.leash.bootstrap.architecture.planted.domain.download;

import tools.jackson.databind.JsonNode;

/** Breaks: the domain is plain. */
record JacksonInDomain(JsonNode node) {}
