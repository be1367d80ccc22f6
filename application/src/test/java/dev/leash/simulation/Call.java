package dev.leash.simulation;

import dev.leash.application.Application;
import dev.leash.application.Refusal;
import dev.leash.application.StartDownload;
import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.session.SessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One call for a download, and what becomes of it at the door. */
final class Call {
  private final World world;
  private final String name;
  private final Action.Start start;
  private final Optional<SessionId> session;

  /**
   * @param name of a download that has no id; an id is a name
   */
  Call(World world, String name, Action.Start start, Optional<SessionId> session) {
    this.world = world;
    this.name = start.key() == 0 ? name : key(start);
    this.start = start;
    this.session = session;
  }

  /** False when it is refused. */
  boolean on(Application application) {
    StartDownload.Command command =
        new StartDownload.Command(
            request(),
            session,
            session.isPresent() ? Optional.empty() : Optional.of(start.scope()),
            start.key() == 0 ? Optional.empty() : Optional.of(new DownloadId(name)));
    Watched watched = world.ledger().called(name, command, start.scope());
    return switch (application.startDownload().start(command, ticket -> tell(watched, ticket))) {
      case StartDownload.Result.Accepted(Ticket ticket) -> {
        if (!watched.isAccepted()) {
          world.told().event(name, " joins the one that was called for before");
        }
        world.ledger().letIn(watched, ticket);
        yield true;
      }
      case StartDownload.Result.Refused(Refusal refusal) -> {
        world.ledger().refused(watched, refusal);
        yield false;
      }
    };
  }

  /** Before any event of it: of the one that was called for, or of the one that it joins. */
  private void tell(Watched watched, Ticket ticket) {
    world
        .ledger()
        .awaited(
            isJoined(watched, ticket) ? world.ledger().find(ticket.id()).orElseThrow() : watched,
            ticket.ended());
  }

  private boolean isJoined(Watched watched, Ticket ticket) {
    return !watched.isAccepted()
        && world.ledger().find(ticket.id()).stream()
            .anyMatch(known -> known.tickets().stream().anyMatch(one -> one == ticket.ended()));
  }

  private static String key(Action.Start start) {
    return "d" + start.key();
  }

  private DownloadRequest request() {
    Action.Wish wish = start.wish();
    return new DownloadRequest(
        new FileName(key(start) + ".zip"),
        SourceUrl.parse("https://example.org/" + key(start)),
        Path.of(wish.folder()),
        List.of(),
        Optional.empty(),
        Headers.NONE,
        wish.install(),
        wish.onExisting(),
        true,
        wish.keepArchive(),
        0,
        1,
        OptionalLong.empty(),
        wish.priority());
  }
}
