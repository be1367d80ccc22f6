package dev.leash.bootstrap.log;

import dev.leash.domain.archive.EntryNames;
import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Duration;
import java.util.Map;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs one line for each change of state, some of them word for word as the protocol promises. */
public final class LogEvents implements DownloadEvents, SessionEvents {
  private static final Logger LOG = LogManager.getLogger(LogEvents.class);

  @Override
  public void accepted(DownloadStatus status) {
    try (var _ = context(status)) {
      LOG.info(
          "Starting download for session ID: {}, file: {}",
          status.session(),
          EntryNames.shown(status.request().fileName().value()));
    }
  }

  @Override
  public void changed(DownloadStatus status) {
    if (status.state() instanceof DownloadState.Retrying(int attempt, var failure, var delay)) {
      // No other state: it is running still.
      try (var _ = context(status, Map.of("reason", Reasons.of(failure)))) {
        LOG.info(
            "Download {} tries again in {} ms, after attempt {}: {}",
            status.id(),
            delay.toMillis(),
            attempt,
            failure);
      }
    } else {
      try (var _ = context(status)) {
        LOG.info("Download {} is {}", status.id(), status.state().label());
      }
    }
  }

  @Override
  public void progressed(DownloadStatus status) {}

  @Override
  public void finished(DownloadStatus status) {
    if (status.state() instanceof DownloadState.Ended(Outcome outcome, var a, var at)) {
      switch (outcome) {
        case Outcome.Completed(var result) -> {
          try (var _ = context(status)) {
            LOG.info(
                "Download {} completed: {} files, {} bytes",
                status.id(),
                result.files(),
                result.bytes());
          }
        }
        case Outcome.Failed(var failure) -> {
          try (var _ = context(status).put("reason", Reasons.of(failure))) {
            LOG.info("Download {} failed: {}", status.id(), failure);
          }
        }
        case Outcome.Cancelled(var cause) -> cancelled(status, cause);
      }
    }
  }

  @Override
  public void begun(Scope scope, SessionId current) {
    try (var _ = context(scope, current, Map.of("state", "begun"))) {
      LOG.info("Session changed, new session ID: {}", current);
    }
  }

  @Override
  public void changed(Change change) {
    change.ended().ifPresent(cause -> ended(change, cause));
  }

  @Override
  public void held(Scope scope, SessionId ended, Duration since) {
    try (var _ = context(scope, ended, Map.of("cause", "held"))) {
      LOG.warn(
          "The end of session {} of scope {} has waited {} s for a publication; its disk may hang",
          ended,
          scope,
          since.toSeconds());
    }
  }

  private static void ended(Change change, EndCause cause) {
    Map<String, String> fields = Map.of("state", "ended", "cause", name(cause));
    try (var _ = context(change.scope(), change.previous(), fields)) {
      LOG.info(
          "Session {} of scope {} ended ({}), downloads cancelled: {}",
          change.previous(),
          change.scope(),
          name(cause),
          change.cancelled().size());
    }
  }

  private static void cancelled(DownloadStatus status, CancelCause cause) {
    Map<String, String> why = Map.of("reason", Reasons.of(cause), "cause", name(cause));
    if (cause instanceof CancelCause.SessionEnded(EndCause end, SessionId current)
        && (end instanceof EndCause.Superseded || end instanceof EndCause.Disconnected)) {
      // Two lines are promised of this one change of state: the second has it.
      try (var _ = context(status, why)) {
        LOG.info(
            "Session changed during download (was: {}, now: {}), aborting download",
            status.session(),
            current);
      }
    }
    try (var _ = context(status).putAll(why)) {
      LOG.info(text(status, cause));
    }
  }

  private static String text(DownloadStatus status, CancelCause cause) {
    return switch (cause) {
      case CancelCause.Requested() -> "Download " + status.id() + " cancelled by its caller";
      case CancelCause.SessionEnded(EndCause end, var current) ->
          switch (end) {
            case EndCause.Superseded _, EndCause.Disconnected _ ->
                "Download cancelled due to session change";
            case EndCause.Requested() ->
                "Download " + status.id() + " cancelled because its session ended";
            case EndCause.Shutdown() -> "Download " + status.id() + " cancelled by the shutdown";
          };
    };
  }

  private static String name(CancelCause cause) {
    return switch (cause) {
      case CancelCause.Requested() -> "requested";
      case CancelCause.SessionEnded(EndCause end, var current) -> name(end);
    };
  }

  private static String name(EndCause cause) {
    return switch (cause) {
      case EndCause.Superseded _ -> "superseded";
      case EndCause.Disconnected() -> "disconnected";
      case EndCause.Requested() -> "requested";
      case EndCause.Shutdown() -> "shutdown";
    };
  }

  /** For the one line of a change of state. */
  private static CloseableThreadContext.Instance context(DownloadStatus status) {
    return context(status, Map.of("state", status.state().label()));
  }

  private static CloseableThreadContext.Instance context(
      DownloadStatus status, Map<String, String> fields) {
    return context(status.scope(), status.session(), fields).put("download", status.id().value());
  }

  private static CloseableThreadContext.Instance context(
      Scope scope, SessionId session, Map<String, String> fields) {
    return CloseableThreadContext.putAll(fields)
        .put("scope", scope.name())
        .put("session", session.toString());
  }
}
