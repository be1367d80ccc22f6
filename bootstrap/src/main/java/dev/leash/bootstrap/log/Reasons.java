package dev.leash.bootstrap.log;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.Failure;
import dev.leash.domain.session.EndCause;
import java.util.Locale;

/** What the protocol calls the ways in which a download ends: who reads the log looks for those. */
final class Reasons {
  private Reasons() {}

  static String of(Failure failure) {
    return switch (failure) {
      case Failure.OfArchive(ArchiveProblem problem) -> ofArchive(problem);
      // The rest has the protocol's own names.
      case Failure.OfTransfer _, Failure.OfDestination _, Failure.OfStorage _, Failure.Internal _ ->
          failure
              .getClass()
              .getSimpleName()
              .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
              .toUpperCase(Locale.ROOT);
    };
  }

  static String of(CancelCause cause) {
    return switch (cause) {
      case CancelCause.Requested() -> "CANCELLED_BY_REQUEST";
      case CancelCause.SessionEnded(EndCause end, var current) ->
          switch (end) {
            case EndCause.Superseded _, EndCause.Disconnected _ -> "CANCELLED_SESSION_CHANGE";
            case EndCause.Requested() -> "CANCELLED_SESSION_END";
            case EndCause.Shutdown() -> "CANCELLED_SHUTDOWN";
          };
    };
  }

  private static String ofArchive(ArchiveProblem problem) {
    return switch (problem) {
      case ArchiveProblem.Unsupported _ -> "UNSUPPORTED_ARCHIVE";
      case ArchiveProblem.Corrupt _ -> "CORRUPT_ARCHIVE";
      case ArchiveProblem.Encrypted _ -> "ENCRYPTED_ARCHIVE";
      case ArchiveProblem.UnsafeEntry _ -> "UNSAFE_ENTRY";
      case ArchiveProblem.Bomb _ -> "ARCHIVE_BOMB";
      case ArchiveProblem.LimitExceeded _ -> "ARCHIVE_LIMIT_EXCEEDED";
    };
  }
}
