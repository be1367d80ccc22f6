package dev.leash.simulation;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.session.SessionId;
import dev.leash.simulation.Chance.Fault;
import dev.leash.simulation.Daemon.Bounds;
import dev.leash.simulation.schedule.Group;
import dev.leash.simulation.schedule.Scheduler;
import dev.leash.simulation.schedule.StoryId;
import dev.leash.simulation.schedule.Turns;
import dev.leash.simulation.schedule.Verdict.Broken;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One play: all that is simulated, and the daemon in the middle of it. */
final class World {
  private final Group outside = new Group("outside");
  private final Scheduler scheduler;
  private final Told told;
  private final Chance chance;
  private final Judge judge;
  private final Disk disk = new Disk(this);
  private final SimulatedClock clock;
  private final Hangs hangs;
  private final Bounds bounds;
  private final Map<String, Server> servers = new HashMap<>();
  private final IdentityHashMap<Action.Start, Optional<SessionId>> sent = new IdentityHashMap<>();
  private Ledger ledger;
  private Daemon daemon;
  private int daemons = 1;
  private long sessions = 5;
  private int unnamed;
  private int pagesDone;

  /**
   * @param seed of the bounds and the faults, which are the same under every schedule
   */
  World(StoryId id, long seed, boolean tellsAll) {
    RandomGenerator random = new SplittableRandom(seed);
    this.scheduler =
        new Scheduler(Turns.drawn(new SplittableRandom(id.seed() * 1_000_003 + id.schedule())));
    this.told = new Told(tellsAll);
    this.bounds = new Bounds(1 + random.nextInt(4), random.nextInt(20), 1 + random.nextInt(40));
    this.judge = new Judge(told, this::stop);
    this.clock = new SimulatedClock(scheduler);
    this.hangs = new Hangs(scheduler, told);
    this.chance = new Chance(random.nextLong());
    this.ledger = newLedger();
    this.daemon = new Daemon(this, scheduler, daemons, bounds);
    disk.put("/games/mods0/a", "the user's");
    disk.put("/games/mods0/u", "the user's, too");
  }

  private Ledger newLedger() {
    return new Ledger(judge, told, bounds, new Causes(judge, sessions, () -> sessions));
  }

  /** Plays it to its end. */
  Optional<Broken> play(Story story, StoryId id) {
    tellOf(story);
    clock.serve(daemon.group());
    daemon.start();
    spawn("the end", () -> playFinale(story.pages()));
    for (int page = 1; page <= story.pages(); page++) {
      Page actor = new Page(this, page);
      spawn("page " + page, () -> play(actor, story, id));
    }
    try {
      List<String> waiting = scheduler.run(this::checkIdle);
      judge.require(waiting.isEmpty(), Promise.SOUND, "for ever wait " + waiting);
    } catch (RuntimeException | Error e) {
      told.event("thrown: ", e);
      judge.condemn(Promise.SOUND, "thrown: " + e);
    }
    return judge.breach();
  }

  private void tellOf(Story story) {
    told.heading(
        "Pages: %d. The daemon runs %d downloads at once, and lets %d more wait."
            .formatted(story.pages(), bounds.running(), bounds.queued()));
    told.heading("Faults that may happen: " + chance + ".");
    told.heading(
        "A line with a number is what a page does: its part of the story, in the order of the"
            + " numbers, beside the other pages. The lines below it are what comes of all that.");
  }

  private void play(Page page, Story story, StoryId id) {
    page.play(story, id);
    pagesDone++;
  }

  private void playFinale(int pages) {
    await(() -> pagesDone == pages);
    new Finale(this).play();
  }

  /** Beside the pages. */
  void spawn(String name, Runnable task) {
    scheduler.spawn(name, outside, task);
  }

  private void stop() {
    told.event("stood still last: ", scheduler.stands());
    scheduler.stop();
  }

  /** Nothing goes on by itself any more. */
  private void checkIdle() {
    if (judge.breach().isEmpty()) {
      daemon.requireNoCallWaits();
      ledger.checkIdle();
      disk.requireWhole();
    }
  }

  void act(Action.OfWorld deed) {
    switch (deed) {
      case SETTLE -> settle();
      case TIME_PASSES -> clock.passToNext();
      case LET_GO -> hangs.letGo();
      case CRASH -> kill();
      case SHUT_DOWN -> shutDown();
    }
  }

  private void kill() {
    daemon.die();
    hangs.letGo();
    ledger = newLedger();
    daemon = new Daemon(this, scheduler, ++daemons, bounds);
    clock.serve(daemon.group());
    daemon.start();
  }

  /** Lets the daemon shut down, as far as it comes, and starts the next one. */
  private void shutDown() {
    Daemon old = daemon;
    CompletableFuture<Void> over = old.shutDown();
    await(() -> over.isDone() || old.isDead() || hangs.areThere());
    if (chance.below(2, "end of " + old.group()) == 0) {
      settle();
    }
    if (!old.isDead()) {
      kill();
    }
  }

  /** From now on nothing goes wrong any more. */
  void calm() {
    chance.cease();
    hangs.letGo();
  }

  void settle() {
    scheduler.awaitIdle();
  }

  void await(BooleanSupplier condition) {
    scheduler.await(condition);
  }

  void step() {
    scheduler.step("the world");
  }

  boolean happens(Fault fault, Object whom) {
    boolean happens = chance.happens(fault, whom);
    if (happens) {
      told.event("fault: ", fault, " for ", whom);
    }
    return happens;
  }

  void throwPerhaps(Fault fault, Object whom) {
    if (happens(fault, whom)) {
      throw new InjectedFault(fault);
    }
  }

  /** A fault that the application has survived and reported. */
  void fault(String doing, Throwable fault) {
    told.event("reported: ", doing, ": ", String.valueOf(fault.getMessage()));
    if (fault instanceof InjectedFault) {
      ledger.excuse(List.of(doing.split(" ")));
    } else {
      judge.condemn(Promise.SOUND, doing + ": " + fault);
    }
  }

  /** A call that is sent again names the session that it named before. */
  Optional<SessionId> sentWith(Action.Start start, Supplier<Optional<SessionId>> now) {
    return start.key() == 0 ? now.get() : sent.computeIfAbsent(start, _ -> now.get());
  }

  Server server(Watched watched) {
    return servers.computeIfAbsent(watched.request().fileName().value(), Server::new);
  }

  long lastSession() {
    return sessions;
  }

  long nextSession() {
    return ++sessions;
  }

  DownloadId nextDownload() {
    return new DownloadId("unnamed-" + ++unnamed);
  }

  int room() {
    return bounds.room();
  }

  Judge judge() {
    return judge;
  }

  Daemon daemon() {
    return daemon;
  }

  Ledger ledger() {
    return ledger;
  }

  Disk disk() {
    return disk;
  }

  SimulatedClock clock() {
    return clock;
  }

  Hangs hangs() {
    return hangs;
  }

  Chance chance() {
    return chance;
  }

  Told told() {
    return told;
  }
}
