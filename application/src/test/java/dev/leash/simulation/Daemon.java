package dev.leash.simulation;

import dev.leash.application.Application;
import dev.leash.application.ApplicationSettings;
import dev.leash.application.GetStats;
import dev.leash.application.Ports;
import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.download.RetryPolicy;
import dev.leash.domain.port.FakeArchive;
import dev.leash.simulation.Chance.Fault;
import dev.leash.simulation.schedule.Group;
import dev.leash.simulation.schedule.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The application as one process: it can be killed, and another one started on the same disk. */
final class Daemon {
  private static final RetryPolicy RETRIES =
      new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(9), 0.25);

  private final World world;
  private final Scheduler scheduler;
  private final Group group;
  private final SimulatedWorkspace workspace;
  private final Application application;
  private final List<String> calls = new ArrayList<>();
  private boolean ready;
  private int shutDowns;
  private int looks;

  /**
   * How much of it there may be.
   *
   * @param running downloads at once
   * @param queued beyond those
   * @param kept ended ones
   */
  record Bounds(int running, int queued, int kept) {
    /** For how many downloads at once there is room. */
    int room() {
      return running + queued;
    }
  }

  Daemon(World world, Scheduler scheduler, int number, Bounds bounds) {
    this.world = world;
    this.scheduler = scheduler;
    this.group = new Group("daemon " + number);
    this.workspace = new SimulatedWorkspace(world);
    SimulatedEvents events = new SimulatedEvents(world);
    this.application =
        new Application(
            new Ports(
                new SimulatedTransfer(world),
                new SimulatedArchive(world, new FakeArchive()),
                workspace,
                world.clock(),
                events,
                events),
            settings(bounds),
            new Application.Surroundings(
                world.lastSession(),
                world::nextSession,
                world::nextDownload,
                world.chance().of("delays"),
                this::execute,
                world::fault));
  }

  private static ApplicationSettings settings(Bounds bounds) {
    return new ApplicationSettings(
        bounds.running(),
        bounds.queued(),
        bounds.kept(),
        Duration.ofMillis(100),
        1 << 20,
        RETRIES,
        ArchiveLimits.DEFAULT,
        NameRules.POSIX);
  }

  /** On a thread of the data side. */
  private void execute(Runnable task) {
    world.throwPerhaps(Fault.NO_THREAD, group);
    spawn("data", task);
  }

  void spawn(String name, Runnable task) {
    scheduler.spawn(name, group, task);
  }

  /** As a new process: nobody is served before it has recovered. */
  void start() {
    spawn(
        "start",
        () -> {
          int left = world.disk().folders();
          workspace.recover();
          world.disk().requireWhole();
          world
              .judge()
              .require(
                  world.disk().folders() == 0,
                  Promise.NOTHING_LEFT,
                  "staging is left at the start");
          world.told().event(group, " is ready", left == 0 ? "" : ", and has swept " + left);
          ready = true;
        });
  }

  /** A call of the control side; returns when it has been carried out, or the daemon has died. */
  void call(String what, Consumer<Application> work) {
    scheduler.await(() -> ready || group.isDead());
    calls.add(what);
    spawn(
        what,
        () -> {
          work.accept(application);
          calls.remove(what);
        });
    scheduler.await(() -> !calls.contains(what) || group.isDead());
  }

  /** Completes when it is answered. */
  CompletableFuture<Void> shutDown() {
    CompletableFuture<Void> over = new CompletableFuture<>();
    world.ledger().causes().shutDownBegins();
    call(
        "shut down " + ++shutDowns,
        it -> {
          var _ =
              it.shutDown()
                  .shutDown()
                  .thenRun(() -> {
                    world.ledger().answeredShutDown();
                    over.complete(null);
                  });
        });
    return over;
  }

  /** No call ever waits for a port. */
  void requireNoCallWaits() {
    world.judge().require(calls.isEmpty(), Promise.PROMPT, calls + " wait");
  }

  void die() {
    scheduler.kill(group);
  }

  boolean isDead() {
    return group.isDead();
  }

  SimulatedWorkspace workspace() {
    return workspace;
  }

  Group group() {
    return group;
  }

  /** After its shutdown. */
  void requireNothingLeft() {
    call("last look " + ++looks, this::requireNothingLeft);
  }

  private void requireNothingLeft(Application application) {
    GetStats.Stats stats = application.getStats().get();
    world
        .judge()
        .require(
            stats.resourcesOfEndedSessions() == 0
                && stats.openConnections() == 0
                && stats.stagingFolders() == 0
                && stats.heldDestinations() == 0
                && workspace.claims() == 0,
            Promise.NOTHING_LEFT,
            "after the end there is " + stats + " and " + workspace.claims() + " claims");
  }
}
