package dev.leash.domain.port;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hears of sessions. Calls must return at once. */
public interface SessionEvents {
  /** A session is current from now on; what the one before it held is about to be cancelled. */
  void begun(Scope scope, SessionId current);

  /** A session began, or ended, or both, and what it held has been cancelled. */
  void changed(Change change);

  /**
   * An end is not answered yet, because a publication of the scope is still under way: its disk may
   * hang.
   *
   * @param ended the session that has ended
   * @param since for how long
   */
  void held(Scope scope, SessionId ended, Duration since);

  /**
   * What changed in a scope.
   *
   * @param current the session from now on, {@link SessionId#INITIAL} when none follows
   * @param previous the scope's newest session before
   * @param ended why {@code previous} ended; empty when it had ended before
   * @param cancelled the downloads that it ended
   */
  record Change(
      Scope scope,
      SessionId current,
      SessionId previous,
      Optional<EndCause> ended,
      List<DownloadId> cancelled) {
    public Change {
      cancelled = List.copyOf(cancelled);
    }
  }
}
