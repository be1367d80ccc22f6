package dev.leash.http;

import dev.leash.domain.port.Clock;

/** What every fetch works with. */
record Surroundings(
    HttpClients clients,
    HttpSettings settings,
    Clock clock,
    RedirectRules redirects,
    Buffers buffers) {}
