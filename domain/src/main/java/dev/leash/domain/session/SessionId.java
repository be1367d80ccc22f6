package dev.leash.domain.session;

/**
 * The number of a session. All scopes share one counter that only grows, so a larger id began
 * later.
 *
 * @param value at least 0; 0 is a scope's session before the first one that a frontend began
 */
public record SessionId(long value) implements Comparable<SessionId> {
  /** The session of a scope in which no session has begun yet; on the wire also "no session". */
  public static final SessionId INITIAL = new SessionId(0);

  public SessionId {
    if (value < 0) {
      throw new IllegalArgumentException("sessionId must be at least 0, but was " + value);
    }
  }

  @Override
  public int compareTo(SessionId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
