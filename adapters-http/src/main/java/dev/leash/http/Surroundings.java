package dev.leash.http;

import dev.leash.domain.port.Clock;
import java.util.concurrent.Executor;

/**
 * What every fetch works with.
 *
 * @param executor has a thread for each task at once, for as long as it waits for bytes
 */
record Surroundings(
    HttpClients clients,
    HttpSettings settings,
    Clock clock,
    RedirectRules redirects,
    Buffers buffers,
    SideRoom sideRoom,
    Executor executor) {}
