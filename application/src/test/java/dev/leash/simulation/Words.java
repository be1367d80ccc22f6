package dev.leash.simulation;

import dev.leash.application.Refusal;
import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadResult;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;
import java.time.Instant;

/** Says for a person what a story's records say. */
final class Words {
  private Words() {}

  static String session(DownloadStatus status) {
    return session(status.session(), status.scope());
  }

  static String session(SessionId session, Scope scope) {
    return session.equals(SessionId.INITIAL)
        ? scope + ", where no session has begun"
        : "session " + session + " of " + scope;
  }

  static String of(DownloadState state) {
    return switch (state) {
      case DownloadState.Queued(int _) -> "waits for its turn";
      case DownloadState.Running(int attempt) -> "runs" + (attempt > 1 ? " again" : "");
      case DownloadState.Retrying(int _, Failure failure, Duration delay) ->
          "will be tried again in " + delay.toMillis() + " ms: " + of(failure);
      case DownloadState.Staged(int _) -> "is staged";
      case DownloadState.Paused(int _) -> "is paused";
      case DownloadState.Publishing(int _) -> "is being published";
      case DownloadState.Ended(Outcome outcome, int _, Instant _) -> of(outcome);
    };
  }

  static String of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed(DownloadResult result) ->
          "has completed: %d files of %s".formatted(result.files(), result.sha256());
      case Outcome.Failed(Failure failure) -> "has failed: " + of(failure);
      case Outcome.Cancelled(CancelCause.Requested()) -> "is cancelled as asked for";
      case Outcome.Cancelled(CancelCause.SessionEnded(EndCause cause, SessionId _)) ->
          "is cancelled: its session " + of(cause);
    };
  }

  private static String of(EndCause cause) {
    return switch (cause) {
      case EndCause.Superseded(SessionId by) -> "was followed by session " + by;
      case EndCause.Requested() -> "was ended";
      case EndCause.Disconnected() -> "was gone";
      case EndCause.Shutdown() -> "was over with its daemon";
    };
  }

  static String of(Failure failure) {
    return switch (failure) {
      case Failure.Internal(String what) -> what;
      case Failure.ConnectFailed _ -> "no connection";
      case Failure.HttpStatus(int status, var _) -> "the server answered " + status;
      case Failure.TransferIncomplete(long received, var expected) ->
          "cut after %d of %d bytes".formatted(received, expected.orElse(0));
      case Failure.OfArchive _ -> "the archive is refused";
      case Failure.PathNotAllowed(String path, String _) -> path + " is not allowed";
      case Failure.DestinationBusy(String path) -> path + " is another one's";
      case Failure.DestinationConflict(String path, String why) -> path + " " + why;
      case Failure.DiskFull _ -> "the disk is full";
      case Failure.IoError(var _, String detail) -> "the disk fails: " + detail;
      default -> failure.toString();
    };
  }

  static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.ShuttingDown() -> "the daemon is shutting down";
      case Refusal.SessionEnded(SessionId session, EndCause cause, SessionId _) ->
          "session " + session + " " + of(cause);
      case Refusal.NoSession(Scope scope) -> scope + " has no session any more";
      case Refusal.UnknownSession(SessionId session) -> "there was no session " + session;
      case Refusal.OtherScope(SessionId session, Scope scope) ->
          "session " + session + " is of " + scope;
      case Refusal.DuplicateId(DownloadId id) -> id + " is the id of another call";
      case Refusal.NotAllowed(Failure failure) -> of(failure);
      case Refusal.QueueFull(int limit) -> "so many wait already: " + limit;
      case Refusal.TooManyScopes(Scope scope, int limit) ->
          "there is no room for " + scope + " beside " + limit + " scopes";
    };
  }
}
