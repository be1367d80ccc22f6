package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.Session;
import dev.leash.domain.session.SessionId;
import dev.leash.domain.session.Sessions;
import dev.leash.domain.session.Standing;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts a download in a session, or joins one that was started by the same call before.
 *
 * <p>The checks at the door come in a fixed order: shutdown, session, download id, URL,
 * destination, queue.
 */
public final class StartDownload {
  private final Sessions<TrackedDownload> sessions;
  private final Downloads downloads;
  private final OneAtATime turns;
  private final Admission admission;

  StartDownload(Wiring wiring, Supplier<DownloadId> ids) {
    this.sessions = wiring.sessions();
    this.downloads = wiring.downloads();
    this.turns = wiring.turns();
    this.admission = new Admission(wiring, ids);
  }

  /**
   * What the caller asks for; two calls are the same call when these say the same.
   *
   * @param session the one that the caller believes to be its own; the scope's current one where
   *     empty
   * @param scope that the caller named
   * @param id the caller's own; one is made where empty
   */
  public record Command(
      DownloadRequest request,
      Optional<SessionId> session,
      Optional<Scope> scope,
      Optional<DownloadId> id) {
    /** Whether this is the other call sent again, however each names the scope. */
    boolean isSameAs(Command other) {
      return request.equals(other.request)
          && session.equals(other.session)
          && id.equals(other.id)
          // A session's scope is its own; one that differs was refused before.
          && (session.isPresent() || scopeOrMain().equals(other.scopeOrMain()));
    }

    Scope scopeOrMain() {
      return scope.orElse(Scope.MAIN);
    }
  }

  /**
   * A download that was started or joined.
   *
   * @param ended its last status, once it has ended and everybody was told; completes on a thread
   *     that must not be made to wait
   */
  public record Ticket(DownloadId id, SessionId session, CompletableFuture<DownloadStatus> ended) {
    static Ticket of(TrackedDownload download) {
      return new Ticket(download.id(), download.session().id(), download.ended());
    }
  }

  /** What became of the call. */
  public sealed interface Result {
    record Accepted(Ticket ticket) implements Result {}

    record Refused(Refusal refusal) implements Result {}
  }

  /**
   * Starts or joins.
   *
   * @param beforeEvents is given the ticket before any event of a new download; must not wait
   */
  public Result start(Command command, Consumer<Ticket> beforeEvents) {
    if (sessions.isClosed()) {
      return refused(new Refusal.ShuttingDown());
    }
    return switch (standing(command)) {
      case Standing.Current<TrackedDownload>(Session<TrackedDownload> session) ->
          inSession(command, session, beforeEvents);
      case Standing.Stale<TrackedDownload>(SessionId id, EndCause cause, SessionId current) ->
          refused(new Refusal.SessionEnded(id, cause, current));
      case Standing.OtherScope<TrackedDownload>(SessionId id, Scope scope) ->
          refused(new Refusal.OtherScope(id, scope));
      case Standing.None<TrackedDownload>(Scope scope) ->
          // Closed since the look above, it has a scope that is named for the first time born
          // closed.
          refused(sessions.isClosed() ? new Refusal.ShuttingDown() : new Refusal.NoSession(scope));
      case Standing.NoRoom<TrackedDownload>(Scope scope) ->
          refused(new Refusal.TooManyScopes(scope, Sessions.MAX_SCOPES));
      case Standing.Unknown<TrackedDownload>(SessionId id) ->
          refused(new Refusal.UnknownSession(id));
    };
  }

  private Standing<TrackedDownload> standing(Command command) {
    return command
        .session()
        .map(id -> sessions.standing(id, command.scope()))
        .orElseGet(() -> sessions.standing(command.scopeOrMain()));
  }

  /**
   * A call that is sent twice at once must find its twin, not the destination that its twin has
   * just claimed: calls with one id are let in one after the other.
   */
  private Result inSession(
      Command command, Session<TrackedDownload> session, Consumer<Ticket> beforeEvents) {
    return command
        .id()
        .map(id ->
            turns.call(
                id,
                () ->
                    downloads
                        .find(id)
                        .map(known -> join(command, known, beforeEvents))
                        .orElseGet(() -> admission.start(command, session, beforeEvents))))
        .orElseGet(() -> admission.start(command, session, beforeEvents));
  }

  private Result join(Command command, TrackedDownload known, Consumer<Ticket> beforeEvents) {
    if (!command.isSameAs(known.command())) {
      return refused(new Refusal.DuplicateId(known.id()));
    }
    beforeEvents.accept(Ticket.of(known));
    return new Result.Accepted(Ticket.of(known));
  }

  private static Result refused(Refusal refusal) {
    return new Result.Refused(refusal);
  }
}
