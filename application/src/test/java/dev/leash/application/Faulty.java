package dev.leash.application;

import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.ForwardingStaging;
import dev.leash.domain.port.ForwardingWorkspace;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Staging.Order;
import dev.leash.domain.port.Staging.Published;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Ports of which one is another. */
final class Faulty {
  private Faulty() {}

  static Ports transfer(Ports ports, Transfer transfer) {
    return new Ports(
        transfer,
        ports.archive(),
        ports.workspace(),
        ports.clock(),
        ports.downloadEvents(),
        ports.sessionEvents());
  }

  /** Does each attempt of the transfer in another way. */
  static Ports attempts(Ports ports, BiFunction<Fetch, Cancellation, Fetched> attempt) {
    return transfer(
        ports,
        (source, file, listener) -> {
          Fetch fetch = ports.transfer().prepare(source, file, listener);
          return cancellation -> attempt.apply(fetch, cancellation);
        });
  }

  static Ports archive(Ports ports, Archive archive) {
    return new Ports(
        ports.transfer(),
        archive,
        ports.workspace(),
        ports.clock(),
        ports.downloadEvents(),
        ports.sessionEvents());
  }

  static Ports workspace(Ports ports, Workspace workspace) {
    return new Ports(
        ports.transfer(),
        ports.archive(),
        workspace,
        ports.clock(),
        ports.downloadEvents(),
        ports.sessionEvents());
  }

  static Ports downloadEvents(Ports ports, DownloadEvents events) {
    return new Ports(
        ports.transfer(),
        ports.archive(),
        ports.workspace(),
        ports.clock(),
        events,
        ports.sessionEvents());
  }

  static Ports sessionEvents(Ports ports, SessionEvents events) {
    return new Ports(
        ports.transfer(),
        ports.archive(),
        ports.workspace(),
        ports.clock(),
        ports.downloadEvents(),
        events);
  }

  /** Does something in each call of a publication, before it goes on. */
  static Ports onPublish(Ports ports, Runnable before) {
    return workspace(
        ports, new StagingIn(ports.workspace(), new Steps(() -> {}, () -> {}, before, () -> {})));
  }

  static Ports steps(Ports ports, Steps steps) {
    return workspace(ports, new StagingIn(ports.workspace(), steps));
  }

  /** What happens before each of a staging's steps. */
  record Steps(Runnable open, Runnable newTree, Runnable publish, Runnable discard) {}

  private static final class StagingIn extends ForwardingWorkspace {
    private final Steps steps;

    private StagingIn(Workspace inner, Steps steps) {
      super(inner);
      this.steps = steps;
    }

    @Override
    public OpenedStaging open(Claim claim, Cancellation cancellation) {
      steps.open.run();
      return super.open(claim, cancellation);
    }

    @Override
    protected Staging changed(Staging opened, Claim claim) {
      return new Stepped(opened, steps);
    }
  }

  private static final class Stepped extends ForwardingStaging {
    private final Steps steps;

    private Stepped(Staging inner, Steps steps) {
      super(inner);
      this.steps = steps;
    }

    @Override
    public NewTree newTree() {
      steps.newTree.run();
      return super.newTree();
    }

    @Override
    public Published publish(Order order, Gate gate) {
      steps.publish.run();
      return super.publish(order, gate);
    }

    @Override
    public void discard() {
      steps.discard.run();
      super.discard();
    }
  }

  /** Notes each order before it is carried out. */
  static Ports noting(Ports ports, Consumer<Staging.Order> orders) {
    return publishing(
        ports,
        staging ->
            (order, gate) -> {
              orders.accept(order);
              return staging.publish(order, gate);
            });
  }

  /** Does something before each alarm is set. */
  static Ports alarms(Ports ports, Consumer<Duration> before) {
    return new Ports(
        ports.transfer(),
        ports.archive(),
        ports.workspace(),
        new Alarming(ports.clock(), before),
        ports.downloadEvents(),
        ports.sessionEvents());
  }

  /** Publishes in another way. */
  static Ports publishing(Ports ports, BiFunction<Order, Gate, Published> publish) {
    return publishing(ports, _ -> publish);
  }

  static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("data threads are never interrupted", e);
    }
  }

  private static Ports publishing(
      Ports ports, Function<Staging, BiFunction<Order, Gate, Published>> publish) {
    return workspace(
        ports,
        new ForwardingWorkspace(ports.workspace()) {
          @Override
          protected Staging changed(Staging opened, Claim claim) {
            return new ForwardingStaging(opened) {
              @Override
              public Published publish(Order order, Gate gate) {
                return publish.apply(opened).apply(order, gate);
              }
            };
          }
        });
  }

  private record Alarming(Clock clock, Consumer<Duration> before) implements Clock {
    @Override
    public Instant now() {
      return clock.now();
    }

    @Override
    public Duration monotonic() {
      return clock.monotonic();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
      before.accept(delay);
      return clock.after(delay, task);
    }
  }
}
