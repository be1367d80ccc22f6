package dev.leash.bootstrap.log;

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
    try (var _ = context(status, "")) {
      LOG.info(
          "Starting download for session ID: {}, file: {}",
          status.session(),
          status.request().fileName());
    }
  }

  @Override
  public void changed(DownloadStatus status) {
    if (status.state() instanceof DownloadState.Retrying(int attempt, var failure, var delay)) {
      try (var _ = context(status, failure.getClass().getSimpleName())) {
        LOG.info(
            "Download {} tries again in {} ms, after attempt {}: {}",
            status.id(),
            delay.toMillis(),
            attempt,
            failure);
      }
    } else {
      try (var _ = context(status, "")) {
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
          try (var _ = context(status, "")) {
            LOG.info(
                "Download {} completed: {} files, {} bytes",
                status.id(),
                result.files(),
                result.bytes());
          }
        }
        case Outcome.Failed(var failure) -> {
          try (var _ = context(status, failure.getClass().getSimpleName())) {
            LOG.info("Download {} failed: {}", status.id(), failure);
          }
        }
        case Outcome.Cancelled(var cause) -> cancelled(status, cause);
      }
    }
  }

  @Override
  public void begun(Scope scope, SessionId current) {
    try (var _ = context(scope, current, "begun")) {
      LOG.info("Session changed, new session ID: {}", current);
    }
  }

  @Override
  public void changed(Change change) {
    change.ended().ifPresent(cause -> ended(change, cause));
  }

  @Override
  public void held(Scope scope, SessionId ended, Duration since) {
    try (var _ = context(scope, ended, "held")) {
      LOG.warn(
          "The end of session {} of scope {} has waited {} s for a publication; its disk may hang",
          ended,
          scope,
          since.toSeconds());
    }
  }

  private static void ended(Change change, EndCause cause) {
    try (var _ = context(change.scope(), change.previous(), name(cause))) {
      LOG.info(
          "Session {} of scope {} ended ({}), downloads cancelled: {}",
          change.previous(),
          change.scope(),
          name(cause),
          change.cancelled().size());
    }
  }

  private static void cancelled(DownloadStatus status, CancelCause cause) {
    switch (cause) {
      case CancelCause.Requested() -> {
        try (var _ = context(status, "requested")) {
          LOG.info("Download {} cancelled by its caller", status.id());
        }
      }
      case CancelCause.SessionEnded(EndCause end, SessionId current) -> {
        try (var _ = context(status, name(end))) {
          ofSession(status, end, current);
        }
      }
    }
  }

  private static void ofSession(DownloadStatus status, EndCause end, SessionId current) {
    switch (end) {
      case EndCause.Superseded _, EndCause.Disconnected _ -> {
        LOG.info(
            "Session changed during download (was: {}, now: {}), aborting download",
            status.session(),
            current);
        LOG.info("Download cancelled due to session change");
      }
      case EndCause.Requested() ->
          LOG.info("Download {} cancelled because its session ended", status.id());
      case EndCause.Shutdown() -> LOG.info("Download {} cancelled by the shutdown", status.id());
    }
  }

  private static String name(EndCause cause) {
    return switch (cause) {
      case EndCause.Superseded _ -> "superseded";
      case EndCause.Disconnected() -> "disconnected";
      case EndCause.Requested() -> "requested";
      case EndCause.Shutdown() -> "shutdown";
    };
  }

  private static CloseableThreadContext.Instance context(DownloadStatus status, String cause) {
    return context(status.scope(), status.session(), cause).put("download", status.id().value());
  }

  private static CloseableThreadContext.Instance context(
      Scope scope, SessionId session, String cause) {
    return CloseableThreadContext.putAll(
        Map.of("scope", scope.name(), "session", session.toString(), "cause", cause));
  }
}
