package dev.leash.application;

import dev.leash.application.StartDownload.Command;
import dev.leash.application.StartDownload.Result;
import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Workspace.Claim;
import dev.leash.domain.port.Workspace.Claimed;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Session;
import dev.leash.domain.session.Sessions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets a new download into a session that is current. Safe for use by several threads. */
final class Admission {
  private final Sessions<TrackedDownload> sessions;
  private final Downloads downloads;
  private final DownloadQueue queue;
  private final Holdings holdings;
  private final Ports ports;
  private final Duration progressInterval;
  private final Supplier<DownloadId> ids;

  Admission(Wiring wiring, Supplier<DownloadId> ids) {
    this.sessions = wiring.sessions();
    this.downloads = wiring.downloads();
    this.queue = wiring.queue();
    this.holdings = wiring.holdings();
    this.ports = wiring.ports();
    this.progressInterval = wiring.settings().progressInterval();
    this.ids = ids;
  }

  /**
   * Starts it, unless its URL, its destination or the queue refuses it, or the session that was
   * current has ended meanwhile.
   *
   * @param beforeEvents as in {@link StartDownload#start}
   */
  Result start(Command command, Session<TrackedDownload> session, Consumer<Ticket> beforeEvents) {
    Optional<Failure> notAllowed = judgeUrls(command.request());
    if (notAllowed.isPresent()) {
      return refused(new Refusal.NotAllowed(notAllowed.get()));
    }
    return switch (ports.workspace().claim(command.request())) {
      case Claimed.Refused(Failure failure) -> refused(new Refusal.NotAllowed(failure));
      case Claimed.Granted(Claim claim) -> claimed(command, session, claim, beforeEvents);
    };
  }

  private Result claimed(
      Command command,
      Session<TrackedDownload> session,
      Claim claim,
      Consumer<Ticket> beforeEvents) {
    if (!queue.reserve()) {
      claim.close();
      return refused(new Refusal.QueueFull(queue.maxQueued()));
    }
    DownloadId id = command.id().orElseGet(ids);
    TrackedDownload download =
        new TrackedDownload(
            new TrackedDownload.Order(id, command, session, claim),
            ports,
            progressInterval,
            holdings);
    Optional<EndCause> ended = admit(download, beforeEvents);
    if (ended.isPresent()) {
      queue.giveBack();
      download.letGoOfDestination();
      return refused(
          new Refusal.SessionEnded(session.id(), ended.get(), sessions.current(session.scope())));
    }
    downloads.forgetInTime(download);
    queue.submit(download);
    return new Result.Accepted(Ticket.of(download));
  }

  private Optional<EndCause> admit(TrackedDownload download, Consumer<Ticket> beforeEvents) {
    try {
      return download.admit(() -> {
        downloads.enter(download);
        beforeEvents.accept(Ticket.of(download));
      });
    } catch (RuntimeException | Error e) {
      // Its caller was not reached, but it is in its session, and has been told of.
      queue.giveBack();
      downloads.forgetInTime(download);
      download.fail(new Failure.Internal("the caller could not be given its ticket"));
      throw e;
    }
  }

  private static Optional<Failure> judgeUrls(DownloadRequest request) {
    return Stream.concat(Stream.of(request.url()), request.mirrors().stream())
        .flatMap(url -> judge(url).stream())
        .findFirst();
  }

  private static Optional<Failure> judge(SourceUrl url) {
    return url.refusal().map(why -> new Failure.UrlNotAllowed(url.toString(), why));
  }

  private static Result refused(Refusal refusal) {
    return new Result.Refused(refusal);
  }
}
