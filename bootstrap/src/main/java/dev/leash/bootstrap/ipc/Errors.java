package dev.leash.bootstrap.ipc;

import dev.leash.application.Refusal;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.SessionId;

/** The one place where refusals, failures and cancellations become errors of the protocol. */
final class Errors {
  /** What the first version of the protocol promised, word for word. */
  private static final String SESSION_CHANGE_MESSAGE = "Download cancelled due to session change";

  private Errors() {}

  static RpcError of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.ShuttingDown() -> RpcError.of(Reason.SHUTTING_DOWN, "Leash is shutting down");
      case Refusal.SessionEnded(SessionId session, EndCause cause, SessionId current) ->
          of(cause, current).about(session);
      case Refusal.NoSession(var scope) ->
          RpcError.of(
              Reason.NO_SESSION, "The session of scope '" + scope + "' ended and none follows");
      case Refusal.UnknownSession(SessionId session) ->
          RpcError.of(Reason.UNKNOWN_SESSION, "Session " + session + " was never begun here")
              .about(session);
      case Refusal.OtherScope(SessionId session, var scope) ->
          RpcError.invalidParams(
              "param 'scope' is not the one of session " + session + ", which is '" + scope + "'");
      case Refusal.TooManyScopes(var scope, int limit) ->
          RpcError.invalidRequest(
              "There is no room for scope '"
                  + scope
                  + "': a daemon keeps at most "
                  + limit
                  + " scopes, which are for windows' names; a page that begins anew begins a"
                  + " session of the same scope");
      case Refusal.DuplicateId(var id) ->
          RpcError.of(
                  Reason.DUPLICATE_ID,
                  "The downloadId '" + id + "' belongs to a download with other params")
              .about(id.value());
      case Refusal.NotAllowed(Failure failure) -> of(failure);
      case Refusal.QueueFull(int limit) ->
          RpcError.of(
                  Reason.QUEUE_FULL,
                  "The queue is full: at most "
                      + limit
                      + " downloads may wait or be paused beside those that run")
              .detail("limit", limit);
    };
  }

  static RpcError unknownDownload(String id) {
    return RpcError.of(Reason.UNKNOWN_DOWNLOAD, "There is no download '" + id + "'").about(id);
  }

  /** The answer to a call that awaited a download and was cancelled itself. */
  static RpcError waitCancelled(String id) {
    return RpcError.of(
            Reason.CANCELLED_BY_REQUEST,
            "The call no longer awaits download '" + id + "', which goes on")
        .about(id);
  }

  static RpcError forgottenFiles(String id) {
    return RpcError.of(
            Reason.UNKNOWN_DOWNLOAD, "The list of files of download '" + id + "' is no longer kept")
        .about(id);
  }

  static RpcError of(DownloadStatus status, CancelCause cause) {
    RpcError error =
        switch (cause) {
          case CancelCause.SessionEnded(EndCause end, SessionId current) -> of(end, current);
          case CancelCause.Requested() ->
              RpcError.of(
                  Reason.CANCELLED_BY_REQUEST, "Download cancelled because its caller asked");
        };
    return withDownload(error, status);
  }

  static RpcError of(DownloadStatus status, Failure failure) {
    return withDownload(of(failure), status);
  }

  private static RpcError of(EndCause cause, SessionId current) {
    RpcError error =
        switch (cause) {
          case EndCause.Superseded(SessionId by) ->
              RpcError.of(Reason.CANCELLED_SESSION_CHANGE, SESSION_CHANGE_MESSAGE)
                  .detail("cause", "superseded");
          case EndCause.Disconnected() ->
              RpcError.of(Reason.CANCELLED_SESSION_CHANGE, SESSION_CHANGE_MESSAGE)
                  .detail("cause", "disconnected");
          case EndCause.Requested() ->
              RpcError.of(
                  Reason.CANCELLED_SESSION_END, "Download cancelled because its session ended");
          case EndCause.Shutdown() ->
              RpcError.of(Reason.CANCELLED_SHUTDOWN, "Download cancelled because Leash shut down");
        };
    return error.followedBy(current);
  }

  private static RpcError of(Failure failure) {
    return switch (failure) {
      case Failure.OfTransfer transfer -> ofTransfer(transfer);
      case Failure.OfDestination destination -> ofDestination(destination);
      case Failure.OfStorage storage -> ofStorage(storage);
      case Failure.OfArchive(ArchiveProblem problem) -> ofArchive(problem);
      case Failure.Internal(String what) -> RpcError.internal();
    };
  }

  private static RpcError ofTransfer(Failure.OfTransfer failure) {
    return switch (failure) {
      case Failure.ConnectFailed(String host, String detail) ->
          RpcError.of(Reason.CONNECT_FAILED, "No connection to " + host + ": " + detail)
              .detail("host", host);
      case Failure.TlsFailed(String host, String detail) ->
          RpcError.of(Reason.TLS_FAILED, "No secure connection to " + host + ": " + detail)
              .detail("host", host);
      case Failure.HttpStatus(int status, var retryAfter) ->
          RpcError.of(Reason.HTTP_STATUS, "The server answered with status " + status)
              .retryable(isRetried(status))
              .detail("status", status);
      case Failure.TooManyRedirects(int limit) ->
          RpcError.of(
                  Reason.TOO_MANY_REDIRECTS, "The server redirected more than " + limit + " times")
              .detail("limit", limit);
      case Failure.RedirectNotAllowed(String detail) ->
          RpcError.of(Reason.REDIRECT_NOT_ALLOWED, "A redirect is not allowed: " + detail);
      case Failure.Stalled(long seconds) ->
          RpcError.of(Reason.STALLED, "The server sent nothing for " + seconds + " s")
              .detail("seconds", seconds);
      case Failure.TransferIncomplete(long received, var expected) -> {
        String of = expected.isPresent() ? " of " + expected.getAsLong() : "";
        yield RpcError.of(
                Reason.TRANSFER_INCOMPLETE, "The body ended after " + received + of + " bytes")
            .detail("received", received)
            .detail("expected", expected);
      }
      case Failure.SourceChanged(String detail) ->
          RpcError.of(Reason.SOURCE_CHANGED, "The source changed during the transfer: " + detail);
      case Failure.ChecksumMismatch(var expected, String actual) ->
          RpcError.of(Reason.CHECKSUM_MISMATCH, "The archive's checksum is not the expected one")
              .detail("expected", expected.toString())
              .detail("actual", actual);
      case Failure.ProtocolError(String detail) ->
          RpcError.of(Reason.PROTOCOL_ERROR, "The server's answer is no sound HTTP: " + detail);
      case Failure.TooLarge(long limit) ->
          RpcError.of(Reason.TOO_LARGE, "The archive is larger than " + limit + " bytes")
              .detail("limit", limit);
    };
  }

  /** What another try may mend: the server says that it is for now alone. */
  private static boolean isRetried(int status) {
    return status == 408 || status == 425 || status == 429 || (status >= 500 && status < 600);
  }

  private static RpcError ofDestination(Failure.OfDestination failure) {
    return switch (failure) {
      case Failure.UrlNotAllowed(String url, String why) ->
          RpcError.of(Reason.URL_NOT_ALLOWED, "The URL is not allowed: " + why).detail("url", url);
      case Failure.PathNotAllowed(String path, String why) ->
          RpcError.of(Reason.PATH_NOT_ALLOWED, "The path is not allowed: it " + why)
              .detail("path", path);
      case Failure.DestinationBusy(String path) ->
          RpcError.of(Reason.DESTINATION_BUSY, "Another download has the destination")
              .detail("path", path);
      case Failure.DestinationConflict(String path, String why) ->
          RpcError.of(Reason.DESTINATION_CONFLICT, "The destination is in the way: it " + why)
              .detail("path", path);
      case Failure.DestinationInUse(String path) ->
          RpcError.of(Reason.DESTINATION_IN_USE, "Another program holds a file")
              .detail("path", path);
    };
  }

  private static RpcError ofStorage(Failure.OfStorage failure) {
    return switch (failure) {
      case Failure.DiskFull(var needed, long free) ->
          RpcError.of(Reason.DISK_FULL, "The disk has no room for the download")
              .detail("free", free)
              .detail("needed", needed);
      case Failure.IoError(var path, String detail) ->
          RpcError.of(Reason.IO_ERROR, "The file system refused: " + detail).detail("path", path);
    };
  }

  private static RpcError ofArchive(ArchiveProblem problem) {
    return switch (problem) {
      case ArchiveProblem.Unsupported(String looksLike) ->
          RpcError.of(
                  Reason.UNSUPPORTED_ARCHIVE,
                  "The file cannot be unzipped: it looks like " + looksLike)
              .detail("looksLike", looksLike);
      case ArchiveProblem.Corrupt(String detail) ->
          RpcError.of(Reason.CORRUPT_ARCHIVE, "The archive is damaged: " + detail);
      case ArchiveProblem.Encrypted(String entry) ->
          RpcError.of(Reason.ENCRYPTED_ARCHIVE, "The archive needs a password")
              .detail("entry", entry);
      case ArchiveProblem.UnsafeEntry(String entry, String why) ->
          RpcError.of(Reason.UNSAFE_ENTRY, "The archive is refused: entry '" + entry + "' " + why)
              .detail("entry", entry);
      case ArchiveProblem.Bomb(String detail) ->
          RpcError.of(Reason.ARCHIVE_BOMB, "The archive expands beyond measure: " + detail);
      case ArchiveProblem.LimitExceeded(String limit, long allowed) ->
          RpcError.of(
                  Reason.ARCHIVE_LIMIT_EXCEEDED,
                  "The archive exceeds the limit " + limit + " of " + allowed)
              .detail("limit", limit)
              .detail("allowed", allowed);
    };
  }

  private static RpcError withDownload(RpcError error, DownloadStatus status) {
    return error.about(status.id().value()).about(status.session());
  }
}
