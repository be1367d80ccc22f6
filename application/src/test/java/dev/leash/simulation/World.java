package dev.leash.simulation;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.session.SessionId;
import dev.leash.simulation.Chance.Fault;
import dev.leash.simulation.Daemon.Bounds;
import dev.leash.simulation.schedule.Focus;
import dev.leash.simulation.schedule.Order;
import dev.leash.simulation.schedule.Scheduler;
import dev.leash.simulation.schedule.Scheduler.Group;
import dev.leash.simulation.schedule.StoryId;
import dev.leash.simulation.schedule.Verdict.Broken;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One play: all that is simulated, and the daemon in the middle of it. */
final class World {
  private static final int[] NEAR = {3, 8, 20};
  private static final int[] FAR = {20, 100, 1_000};

  private final Group outside = new Group("outside");
  private final Scheduler scheduler;
  private final Told told;
  private final Chance chance;
  private final Ledger ledger;
  private final Disk disk;
  private final SimulatedClock clock;
  private final Hangs hangs;
  private final Bounds bounds;
  private final RandomGenerator random;
  private final Map<String, Server> servers = new HashMap<>();
  private final IdentityHashMap<Action.Start, Optional<SessionId>> sent = new IdentityHashMap<>();
  private Daemon daemon;
  private int daemons = 1;
  private long sessions = 5;
  private int unnamed;

  /**
   * @param world draws the bounds and the kinds of faults, which are the same under every schedule;
   *     and then whom they meet, which depends on the order of the threads
   */
  World(StoryId id, RandomGenerator world, boolean tellsAll) {
    RandomGenerator order = new SplittableRandom(id.seed() * 1_000_003 + id.schedule());
    this.scheduler = new Scheduler(drawn(order));
    this.told = new Told(tellsAll);
    this.bounds = new Bounds(1 + world.nextInt(4), world.nextInt(20), 1 + world.nextInt(40));
    this.ledger = new Ledger(told, bounds, this::stop);
    this.disk = new Disk(ledger, scheduler);
    this.clock = new SimulatedClock(scheduler);
    this.hangs = new Hangs(scheduler, told);
    this.chance = new Chance(world);
    this.random = world;
    this.daemon = new Daemon(this, scheduler, daemons, bounds);
    ledger.forgetDaemon(sessions);
    disk.put("/games/mods0/a", "the user's");
    disk.put("/games/mods0/u", "the user's, too");
  }

  private static Order drawn(RandomGenerator random) {
    Focus focus =
        new Focus(random, NEAR[random.nextInt(NEAR.length)], FAR[random.nextInt(FAR.length)]);
    return random.nextInt(4) == 0 ? Order.evenly(random, focus) : Order.byRank(random, focus);
  }

  /** Plays it to its end. */
  Optional<Broken> play(Story story, StoryId id) {
    clock.serve(daemon.group());
    daemon.start();
    Finale finale = new Finale(this, scheduler);
    scheduler.spawn("the end", outside, () -> finale.play(story.pages()));
    for (int page = 1; page <= story.pages(); page++) {
      Page actor = new Page(this, page, finale);
      scheduler.spawn("page " + page, outside, () -> actor.play(story, id));
    }
    try {
      List<String> waiting = scheduler.run(this::checkIdle);
      ledger.require(waiting.isEmpty(), Promise.SOUND, "for ever wait " + waiting);
    } catch (RuntimeException | Error e) {
      told.event("thrown: ", e);
      ledger.broken(Promise.SOUND, "thrown: " + e);
    }
    return ledger.broken();
  }

  private void stop() {
    told.event("stood still last: ", scheduler.stands());
    scheduler.stop();
  }

  /** Nothing goes on by itself any more. */
  private void checkIdle() {
    if (ledger.broken().isEmpty()) {
      daemon.requireNoCallWaits();
      ledger.checkIdle();
      disk.requireWhole();
    }
  }

  void kill() {
    daemon.die();
    hangs.letGo();
    ledger.forgetDaemon(sessions);
    daemon = new Daemon(this, scheduler, ++daemons, bounds);
    clock.serve(daemon.group());
    daemon.start();
  }

  /** From now on nothing goes wrong any more. */
  void calm() {
    chance.cease();
    hangs.letGo();
  }

  void settle() {
    scheduler.awaitIdle();
  }

  void step() {
    scheduler.step("the world");
  }

  boolean happens(Fault fault) {
    boolean happens = chance.happens(fault);
    if (happens) {
      told.event("fault: ", fault);
    }
    return happens;
  }

  void throwPerhaps(Fault fault) {
    if (happens(fault)) {
      throw new InjectedFault(fault);
    }
  }

  /** A fault that the application has survived and reported. */
  void fault(String doing, Throwable fault) {
    told.event("reported: ", doing, ": ", fault);
    if (fault instanceof InjectedFault) {
      ledger.excuse(List.of(doing.split(" ")));
    } else {
      ledger.broken(Promise.SOUND, doing + ": " + fault);
    }
  }

  /** False when it was cancelled meanwhile. */
  boolean takeTurn(String destination, Cancellation cancellation) {
    while (!cancellation.isCancelled()) {
      if (disk.takeTurn(destination)) {
        return true;
      }
      scheduler.await(() -> cancellation.isCancelled() || !disk.hasTurn(destination));
    }
    return false;
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

  RandomGenerator random() {
    return random;
  }

  /** How many downloads there may be at once. */
  int room() {
    return bounds.running() + bounds.queued();
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
