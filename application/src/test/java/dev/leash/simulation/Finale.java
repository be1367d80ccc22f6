package dev.leash.simulation;

import dev.leash.application.Application;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.session.Scope;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a play: when the pages are done, nothing fails any more, and all that is still under
 * way has to come to its end.
 */
final class Finale {
  /** Each is an alarm or a pause at least, and no story has so many. */
  private static final int MOST_ROUNDS = 1_000;

  /** It takes more time than many a story. */
  private static final int ROOM_IS_TRIED_ONE_TIME_IN = 8;

  /** Calls that come while the daemon shuts down, each the first of its scope. */
  private static final int MOST_LATE_CALLS = 3;

  private final World world;

  Finale(World world) {
    this.world = world;
  }

  void play() {
    world.told().event("the pages are done: what is under way comes to its end");
    world.calm();
    drain();
    for (Watched watched : world.ledger().downloads()) {
      world.judge().require(watched.isFinished(), Promise.ONE_END, watched + " never ends");
    }
    callForAllThatMayBe();
    drain();
    for (int i = world.chance().below(MOST_LATE_CALLS + 1, "late calls"); i > 0; i--) {
      String name = "late" + i;
      world.spawn(name, () -> world.daemon().call(name, application -> call(application, name)));
    }
    CompletableFuture<Void> over = world.daemon().shutDown();
    drain();
    world.judge().require(over.isDone(), Promise.SOUND, "the shutdown does not come to its end");
    world.daemon().requireNothingLeft();
  }

  /** Whatever has ended has made room: as many as may be are accepted, and run. */
  private void callForAllThatMayBe() {
    if (world.chance().below(ROOM_IS_TRIED_ONE_TIME_IN, "room") == 0) {
      world.daemon().call("all that may be", this::callForAll);
    }
  }

  private void callForAll(Application application) {
    for (int i = 1; i <= world.room(); i++) {
      world
          .judge()
          .require(
              call(application, "last" + i),
              Promise.BOUNDED,
              "there is no room for download " + i + " of " + world.room());
    }
  }

  /** In a scope of its own, which nobody has asked for before. */
  private boolean call(Application application, String name) {
    Action.Wish wish =
        new Action.Wish("/games/" + name, Install.MERGE, OnExisting.REPLACE, false, 0);
    Action.Start start = new Action.Start(0, new Scope(name), Action.Named.NONE, wish);
    return new Call(world, name, start, Optional.empty()).on(application);
  }

  /** Until nothing is left to come. */
  private void drain() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      world.settle();
      if (world.hangs().areThere()) {
        world.hangs().letGo();
      } else if (world.clock().hasAlarms()) {
        world.clock().passToNext();
      } else if (world.ledger().downloads().stream().anyMatch(Watched::isPaused)) {
        world.daemon().call("resume all", this::resumeAll);
      } else {
        return;
      }
    }
    world.judge().condemn(Promise.SOUND, "it does not come to an end");
  }

  private void resumeAll(Application application) {
    world.ledger().downloads().stream()
        .filter(Watched::isPaused)
        .flatMap(watched -> watched.last().stream())
        .map(status -> status.id())
        .toList()
        .forEach(application.resumeDownload()::resume);
  }
}
