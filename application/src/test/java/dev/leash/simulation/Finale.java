package dev.leash.simulation;

import dev.leash.application.Application;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.session.Scope;
import dev.leash.simulation.schedule.Scheduler;
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

  private static final Scope LAST = new Scope("last");

  private final World world;
  private final Scheduler scheduler;
  private int done;
  private int shutDowns;

  Finale(World world, Scheduler scheduler) {
    this.world = world;
    this.scheduler = scheduler;
  }

  /** One page has done its part. */
  void done() {
    done++;
  }

  void play(int pages) {
    scheduler.await(() -> done == pages);
    world.told().event("the pages are done");
    world.calm();
    drain();
    for (Watched watched : world.ledger().accepted()) {
      world.ledger().require(watched.isFinished(), Promise.ONE_END, watched + " never ends");
    }
    callForAllThatMayBe();
    drain();
    CompletableFuture<Void> over = callShutDown();
    drain();
    requireNothingLeft(over);
  }

  /** Whatever has ended has made room: as many as may be are accepted, and run. */
  private void callForAllThatMayBe() {
    if (world.chance().below(ROOM_IS_TRIED_ONE_TIME_IN) == 0) {
      world.daemon().call("all that may be", application -> callForAll(application));
    }
  }

  private void callForAll(Application application) {
    for (int i = 0; i < world.room(); i++) {
      Action.Wish wish =
          new Action.Wish("/games/last" + i, Install.MERGE, OnExisting.REPLACE, false, 0);
      Action.Start start = new Action.Start(0, LAST, Action.Named.NONE, wish);
      world
          .ledger()
          .require(
              new Call(world, start, Optional.empty()).on(application),
              Promise.BOUNDED,
              "there is no room for download " + (i + 1) + " of " + world.room());
    }
  }

  /** Until nothing is left to come. */
  private void drain() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      scheduler.awaitIdle();
      if (world.hangs().areThere()) {
        world.hangs().letGo();
      } else if (world.clock().hasAlarms()) {
        world.clock().passToNext();
      } else if (world.ledger().accepted().stream().anyMatch(Watched::isPaused)) {
        world.daemon().call("resume all", this::resumeAll);
      } else {
        return;
      }
    }
    world.ledger().broken(Promise.SOUND, "it does not come to an end");
  }

  private void resumeAll(Application application) {
    world.ledger().accepted().stream()
        .filter(Watched::isPaused)
        .flatMap(watched -> watched.last().stream())
        .map(status -> status.id())
        .toList()
        .forEach(application.resumeDownload()::resume);
  }

  /** Lets the daemon shut down, as far as it comes, and starts the next one. */
  void shutDown() {
    Daemon daemon = world.daemon();
    CompletableFuture<Void> over = callShutDown();
    scheduler.await(() -> over.isDone() || daemon.isDead() || world.hangs().areThere());
    if (world.chance().below(2) == 0) {
      world.settle();
    }
    if (!daemon.isDead()) {
      world.kill();
    }
  }

  private CompletableFuture<Void> callShutDown() {
    CompletableFuture<Void> over = new CompletableFuture<>();
    world.ledger().shutDownBegins();
    world
        .daemon()
        .call(
            "shut down " + ++shutDowns,
            it -> {
              var _ = it.shutDown().shutDown().thenRun(() -> answered(over));
            });
    return over;
  }

  private void answered(CompletableFuture<Void> over) {
    world.ledger().answeredShutDown();
    over.complete(null);
  }

  private void requireNothingLeft(CompletableFuture<Void> over) {
    world.ledger().require(over.isDone(), Promise.SOUND, "the shutdown does not come to its end");
    world.daemon().requireNothingLeft();
  }
}
