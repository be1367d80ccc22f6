package dev.leash.application;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.DownloadEvents;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

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

  private record StagingIn(Workspace inner, Steps steps) implements Workspace {
    @Override
    public Claimed claim(DownloadRequest request) {
      return inner.claim(request);
    }

    @Override
    public OpenedStaging open(Claim claim, Cancellation cancellation) {
      steps.open.run();
      OpenedStaging opened = inner.open(claim, cancellation);
      return opened instanceof OpenedStaging.Ready(Staging staging)
          ? new OpenedStaging.Ready(new Stepped(staging, steps))
          : opened;
    }

    @Override
    public void recover() {
      inner.recover();
    }

    @Override
    public void close() {
      inner.close();
    }

    @Override
    public int stagingFolders() {
      return inner.stagingFolders();
    }
  }

  private record Stepped(Staging staging, Steps steps) implements Staging {
    @Override
    public ArrivingFile archive() {
      return staging.archive();
    }

    @Override
    public NewTree newTree() {
      steps.newTree.run();
      return staging.newTree();
    }

    @Override
    public Published publish(Order order, Gate gate) {
      steps.publish.run();
      return staging.publish(order, gate);
    }

    @Override
    public void discard() {
      steps.discard.run();
      staging.discard();
    }

    @Override
    public void dropTree() {
      staging.dropTree();
    }

    @Override
    public CompletableFuture<Void> gone() {
      return staging.gone();
    }
  }

  /** Notes each order before it is carried out. */
  static Ports noting(Ports ports, Consumer<Staging.Order> orders) {
    return changed(
        ports,
        staging ->
            new Changed(
                staging,
                (order, gate) -> {
                  orders.accept(order);
                  return staging.publish(order, gate);
                }));
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
    return changed(ports, staging -> new Changed(staging, publish));
  }

  static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("data threads are never interrupted", e);
    }
  }

  private static Ports changed(Ports ports, UnaryOperator<Staging> change) {
    return workspace(ports, new ChangedWorkspace(ports.workspace(), change));
  }

  private record ChangedWorkspace(Workspace inner, UnaryOperator<Staging> change)
      implements Workspace {
    @Override
    public Claimed claim(DownloadRequest request) {
      return inner.claim(request);
    }

    @Override
    public OpenedStaging open(Claim claim, Cancellation cancellation) {
      OpenedStaging opened = inner.open(claim, cancellation);
      return opened instanceof OpenedStaging.Ready(Staging staging)
          ? new OpenedStaging.Ready(change.apply(staging))
          : opened;
    }

    @Override
    public void close() {
      inner.close();
    }

    @Override
    public void recover() {
      inner.recover();
    }

    @Override
    public int stagingFolders() {
      return inner.stagingFolders();
    }
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

  private record Changed(Staging staging, BiFunction<Order, Gate, Published> publish)
      implements Staging {
    @Override
    public ArrivingFile archive() {
      return staging.archive();
    }

    @Override
    public NewTree newTree() {
      return staging.newTree();
    }

    @Override
    public Published publish(Order order, Gate gate) {
      return publish.apply(order, gate);
    }

    @Override
    public void discard() {
      staging.discard();
    }

    @Override
    public void dropTree() {
      staging.dropTree();
    }

    @Override
    public CompletableFuture<Void> gone() {
      return staging.gone();
    }
  }
}
