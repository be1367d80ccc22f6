package dev.leash.simulation;

import dev.leash.application.Application;
import dev.leash.application.BeginSession;
import dev.leash.application.EndSession;
import dev.leash.application.ListFiles;
import dev.leash.application.Refusal;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import dev.leash.simulation.Action.Turn;
import dev.leash.simulation.schedule.StoryId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A page that does its part of a story, one action after the other. */
final class Page {
  private final World world;
  private final int number;
  private final Map<Scope, SessionId> own = new HashMap<>();
  private final Map<Scope, SessionId> first = new HashMap<>();

  Page(World world, int number) {
    this.world = world;
    this.number = number;
  }

  void play(Story story, StoryId id) {
    for (int i = 0; i < story.scenes().size(); i++) {
      Story.Scene scene = story.scenes().get(i);
      if (scene.page() == number && id.keeps(i)) {
        world.step();
        world.told().action(i, scene.toString());
        act(i, scene.action());
      }
    }
  }

  /** Two pages may say the same at the same time: each call has a name of its own. */
  private void act(int scene, Action action) {
    String name = "action " + scene;
    switch (action) {
      case Action.OfScope(Turn turn, Scope scope) when turn == Turn.BEGIN ->
          call(name, it -> begin(it, scope));
      case Action.OfScope(Turn turn, Scope scope) ->
          Optional.ofNullable(own.get(scope))
              .ifPresent(
                  session -> call(name, it -> end(it, scope, session, turn == Turn.DISCONNECT)));
      case Action.Start start -> {
        Optional<SessionId> session = world.sentWith(start, () -> named(start));
        call(name, it -> new Call(world, "x" + scene, start, session).on(it));
      }
      case Action.OfDownload(Action.Deed deed, int key) ->
          call(name, it -> act(it, deed, new DownloadId("d" + key)));
      case Action.OfWorld deed -> world.act(deed);
    }
  }

  private void call(String what, Consumer<Application> work) {
    world.daemon().call(what, work);
  }

  private void begin(Application application, Scope scope) {
    world.ledger().causes().endBegins(scope);
    BeginSession.Result result = application.beginSession().begin(scope);
    world.ledger().causes().endIsOver(scope);
    switch (result) {
      case BeginSession.Result.Started started -> {
        own.put(scope, started.session());
        first.putIfAbsent(scope, started.session());
        world.ledger().fences().begun(started);
      }
      case BeginSession.Result.Refused(Refusal refusal) -> world.ledger().refusedBegin(refusal);
    }
  }

  private void end(Application application, Scope scope, SessionId session, boolean disconnects) {
    EndSession ends = application.endSession();
    world.ledger().causes().endAsked(session, disconnects);
    world.ledger().causes().endBegins(scope);
    EndSession.Result result = disconnects ? ends.disconnect(session) : ends.end(session);
    world.ledger().causes().endIsOver(scope);
    world.ledger().fences().ended(scope, session, result);
  }

  private void act(Application application, Action.Deed deed, DownloadId id) {
    switch (deed) {
      case CANCEL -> cancel(application, id);
      case PAUSE -> {
        int resumptions = world.ledger().resumptions(id);
        Optional<DownloadStatus> status = application.pauseDownload().pause(id);
        world.ledger().paused(id, resumptions);
        tell("paused", id, status);
      }
      case RESUME -> tell("resumed", id, application.resumeDownload().resume(id));
      case LOOK -> look(application, id);
    }
  }

  private void cancel(Application application, DownloadId id) {
    world.ledger().causes().cancelAsked(id);
    if (application.cancelDownload().cancel(id).isPresent()) {
      world.ledger().stopped(id, Watched::isCancelled);
    }
    tell("cancelled", id, application.getDownload().get(id));
  }

  private void look(Application application, DownloadId id) {
    Optional<DownloadStatus> status = application.getDownload().get(id);
    status.ifPresent(world.ledger()::shown);
    tell("looked at", id, status);
    Optional<Watched> known = world.ledger().find(id);
    boolean wasThere = known.filter(Watched::hasCompleted).isPresent();
    ListFiles.Result files =
        application.listFiles().list(new ListFiles.Query(id, Optional.empty(), Watched.MANY));
    known
        .filter(watched -> world.ledger().find(id).equals(Optional.of(watched)))
        .ifPresent(watched -> world.ledger().outcomes().requireListed(watched, wasThere, files));
    application.getStats().get();
  }

  private void tell(String deed, DownloadId id, Optional<DownloadStatus> status) {
    world
        .told()
        .event(
            "page ",
            number,
            " has ",
            deed,
            " ",
            id,
            status.map(one -> ", which " + Words.of(one.state())).orElse(", which is not known"));
  }

  private Optional<SessionId> named(Action.Start start) {
    return switch (start.session()) {
      case NONE -> Optional.empty();
      case OWN -> Optional.ofNullable(own.get(start.scope()));
      case FIRST -> Optional.ofNullable(first.get(start.scope()));
    };
  }
}
