package dev.leash.simulation;

import dev.leash.application.Application;
import dev.leash.application.BeginSession;
import dev.leash.application.EndSession;
import dev.leash.application.ListFiles;
import dev.leash.application.Refusal;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import dev.leash.simulation.schedule.StoryId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A page that does its part of a story, one action after the other. */
final class Page {
  private final World world;
  private final int number;
  private final Finale finale;
  private final Map<Scope, SessionId> own = new HashMap<>();
  private final Map<Scope, SessionId> first = new HashMap<>();
  private int calls;

  Page(World world, int number, Finale finale) {
    this.world = world;
    this.number = number;
    this.finale = finale;
  }

  void play(Story story, StoryId id) {
    for (int i = 0; i < story.scenes().size(); i++) {
      Story.Scene scene = story.scenes().get(i);
      if (scene.page() == number && id.keeps(i)) {
        world.step();
        world.told().action(i, scene.toString());
        act(scene.action());
      }
    }
    finale.done();
  }

  private void act(Action action) {
    switch (action) {
      case Action.Begin(Scope scope) -> call("begin", it -> begin(it, scope));
      case Action.End(Scope scope) -> end(scope, false);
      case Action.Disconnect(Scope scope) -> end(scope, true);
      case Action.Start start -> {
        Optional<SessionId> session = world.sentWith(start, () -> named(start));
        call("start", it -> new Call(world, start, session).on(it));
      }
      case Action.Cancel(int key) -> call("cancel", it -> cancel(it, id(key)));
      case Action.Pause(int key) -> call("pause", it -> pause(it, id(key)));
      case Action.Resume(int key) -> call("resume", it -> it.resumeDownload().resume(id(key)));
      case Action.Look(int key) -> call("look", it -> look(it, id(key)));
      case Action.Settle() -> world.settle();
      case Action.TimePasses() -> world.clock().passToNext();
      case Action.LetGo() -> world.hangs().letGo();
      case Action.Crash() -> world.kill();
      case Action.ShutDown() -> finale.shutDown();
    }
  }

  /** Two pages may say the same at the same time: each call has a name of its own. */
  private void call(String what, Consumer<Application> work) {
    world.daemon().call("page " + number + "'s " + what + " " + ++calls, work);
  }

  private void begin(Application application, Scope scope) {
    switch (application.beginSession().begin(scope)) {
      case BeginSession.Result.Started started -> {
        own.put(scope, started.session());
        first.putIfAbsent(scope, started.session());
        world.ledger().begun(started);
      }
      case BeginSession.Result.Refused(Refusal refusal) -> refused(refusal);
    }
  }

  private void end(Scope scope, boolean disconnects) {
    Optional.ofNullable(own.get(scope))
        .ifPresent(session -> call("end", it -> end(it, scope, session, disconnects)));
  }

  private void end(Application application, Scope scope, SessionId session, boolean disconnects) {
    EndSession ends = application.endSession();
    world.ledger().endAsked(session, disconnects);
    EndSession.Result result = disconnects ? ends.disconnect(session) : ends.end(session);
    world.ledger().ended(scope, session, result);
  }

  private void refused(Refusal refusal) {
    world.told().event("refused: ", refusal);
  }

  private void cancel(Application application, DownloadId id) {
    world.ledger().cancelAsked(id);
    if (application.cancelDownload().cancel(id).isPresent()) {
      world.ledger().stopped(id, Watched::isCancelled);
    }
  }

  private void pause(Application application, DownloadId id) {
    if (application.pauseDownload().pause(id).isPresent()) {
      world.ledger().stopped(id, Watched::isPaused);
    }
  }

  private void look(Application application, DownloadId id) {
    application.getDownload().get(id).ifPresent(world.ledger()::shown);
    application.listFiles().list(new ListFiles.Query(id, Optional.empty(), 100));
    application.getStats().get();
  }

  private static DownloadId id(int key) {
    return new DownloadId("d" + key);
  }

  private Optional<SessionId> named(Action.Start start) {
    return switch (start.session()) {
      case NONE -> Optional.empty();
      case OWN -> Optional.ofNullable(own.get(start.scope()));
      case FIRST -> Optional.ofNullable(first.get(start.scope()));
    };
  }
}
