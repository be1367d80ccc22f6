package dev.leash.domain.session;

/** Why a session ended. */
public sealed interface EndCause {
  /** A newer session of its scope took its place. */
  record Superseded(SessionId by) implements EndCause {}

  /** The connection that began it closed, and no newer session has taken its place. */
  record Disconnected() implements EndCause {}

  /** The frontend ended it. */
  record Requested() implements EndCause {}

  /** The daemon shuts down, or has been started anew since. */
  record Shutdown() implements EndCause {}
}
