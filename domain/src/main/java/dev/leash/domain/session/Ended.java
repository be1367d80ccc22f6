package dev.leash.domain.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A session that was just ended.
 *
 * @param session the session
 * @param cause why it ended
 * @param taken what it held; the caller cancels each
 * @param fence completes when no ended session of the scope publishes any more, and all that they
 *     held has been released; until then nobody may be told that the end is done. It completes on
 *     the thread that leaves the gate, so what depends on it must not wait
 */
public record Ended<D>(
    Session<D> session, EndCause cause, List<D> taken, CompletableFuture<Void> fence) {}
