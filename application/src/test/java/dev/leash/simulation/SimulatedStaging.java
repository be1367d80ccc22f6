package dev.leash.simulation;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Gate;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.MemoryTree;
import dev.leash.domain.port.Staging;
import dev.leash.simulation.Chance.Fault;
import dev.leash.simulation.Disk.Folder;
import dev.leash.simulation.Disk.Rename;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One download's staging on the simulated disk, published by renames one after the other. */
final class SimulatedStaging implements Staging {
  /** More than any story's archive, less than any that would never end. */
  private static final int SOME_BYTES = 40;

  private final World world;
  private final Watched watched;
  private final Cancellation cancellation;
  private final Folder folder;
  private final MemoryArrivingFile archive;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private @Nullable MemoryTree tree;
  private boolean discarded;

  SimulatedStaging(World world, Watched watched, Cancellation cancellation) {
    this.world = world;
    this.watched = watched;
    this.cancellation = cancellation;
    this.folder = world.disk().make(watched);
    this.archive = new MemoryArrivingFile(cancellation);
  }

  @Override
  public MemoryArrivingFile archive() {
    return archive;
  }

  @Override
  public NewTree newTree() {
    world.step();
    if (world.happens(Fault.NO_TREE, watched)) {
      return new NewTree.Failed(watched.inject(new Failure.IoError(Optional.empty(), "no tree")));
    }
    MemoryTree made = new MemoryTree();
    if (world.happens(Fault.TREE_FULL, watched)) {
      made.refuseWritesAfter(
          world.chance().below(SOME_BYTES, "room of " + watched),
          watched.inject(new Failure.DiskFull(OptionalLong.empty(), 0)));
    }
    tree = made;
    return new NewTree.Made(made);
  }

  @Override
  public void dropTree() {
    tree = null;
  }

  @Override
  public Published publish(Order order, Gate gate) {
    watched.workBegins();
    try {
      return publishWhenItsTurn(order, gate);
    } finally {
      watched.workEnds();
    }
  }

  private Published publishWhenItsTurn(Order order, Gate gate) {
    world.throwPerhaps(Fault.PUBLISHING_THROWS, watched);
    String destination = watched.request().savePath().toString();
    if (!world.disk().takeTurn(destination, cancellation)) {
      return new Published.Refused();
    }
    try {
      if (world.happens(Fault.TURN_HANGS, watched)) {
        world.hangs().hangUntil(watched + "'s turn", cancellation::isCancelled);
      }
      return publishInTurn(order, gate);
    } finally {
      world.disk().giveTurn(destination);
    }
  }

  private Published publishInTurn(Order order, Gate gate) {
    requireAsAsked(order);
    SortedMap<String, String> staged = staged(order);
    Installation installation = Installation.of(watched.request(), order);
    Map<String, String> there = world.disk().below(installation.folder());
    Optional<String> conflict = installation.conflict(there, staged);
    if (conflict.isPresent()) {
      return new Published.Failed(
          watched.inject(new Failure.DestinationConflict(conflict.get(), "is there already")));
    }
    world.step();
    List<Rename> plan = installation.plan(there, staged);
    world.disk().journal(folder, plan);
    world.step();
    if (!gate.enter()) {
      world.disk().dropJournal(folder);
      return new Published.Refused();
    }
    Optional<Published> stopped;
    watched.enterGate();
    try {
      stopped = rename(plan, gate);
    } finally {
      watched.leaveGate();
      gate.leave();
    }
    return stopped.orElseGet(() -> commit(installation.list(plan)));
  }

  private void requireAsAsked(Order order) {
    DownloadRequest request = watched.request();
    world
        .judge()
        .require(
            order.install() == request.install()
                && order.onExisting() == request.onExisting()
                && order.tree()
                && order.archiveAs().isPresent() == request.keepArchive()
                && order.archiveAs().orElse(request.fileName()).equals(request.fileName()),
            Promise.ALL_OR_NOTHING,
            watched + " is published as " + order + " and not as asked for");
  }

  /** Inside the gate; what it did it has undone when it was stopped. */
  private Optional<Published> rename(List<Rename> plan, Gate gate) {
    for (int i = 0; i < plan.size(); i++) {
      world.step();
      if (world.happens(Fault.RENAME_HANGS, watched)) {
        world.hangs().hang(watched + "'s rename");
      }
      if (2 * i < plan.size() && gate.isClosing()) {
        world.disk().undo(folder);
        return Optional.of(new Published.Refused());
      }
      if (world.happens(Fault.RENAME_FAILS, watched)) {
        world.disk().undo(folder);
        return Optional.of(
            new Published.Failed(
                watched.inject(new Failure.IoError(Optional.empty(), "rename " + i))));
      }
      world.disk().renameNext(folder);
    }
    return Optional.empty();
  }

  private Published commit(FileList list) {
    world.step();
    world.disk().commit(folder, installed(list));
    world.told().event(watched, " is committed");
    world.step();
    return new Published.Done(watched.request().savePath(), list);
  }

  private Watched.Installed installed(FileList list) {
    Server server = world.server(watched);
    String version = watched.version().orElseThrow();
    Collection<String> contents = server.files(version).values();
    return new Watched.Installed(
        contents.size(),
        contents.stream().mapToInt(String::length).sum(),
        server.archive(version).length,
        version,
        list);
  }

  /** What shall be there, which must be all of it. */
  private SortedMap<String, String> staged(Order order) {
    SortedMap<String, String> staged = new TreeMap<>();
    Server server = world.server(watched);
    String version = watched.version().orElse("no version");
    if (order.tree()) {
      MemoryTree whole = tree;
      if (whole != null) {
        whole.files().forEach(name -> staged.put(path(name), text(whole.content(name))));
      }
      requireWhole(server.files(version), staged);
    }
    order
        .archiveAs()
        .ifPresent(name -> {
          world
              .judge()
              .require(
                  server.isWhole(version, archive.content()),
                  Promise.ALL_OR_NOTHING,
                  watched + " publishes an archive that is not " + version);
          staged.put(path(name.value()), "the archive " + version);
        });
    return staged;
  }

  private void requireWhole(Map<String, String> files, Map<String, String> staged) {
    SortedMap<String, String> whole = new TreeMap<>();
    files.forEach((name, content) -> whole.put(path(name), content));
    world
        .judge()
        .require(
            whole.equals(staged),
            Promise.ALL_OR_NOTHING,
            watched + " publishes " + staged + " and not " + whole);
  }

  private String path(String name) {
    return watched.request().savePath() + "/" + name;
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  @Override
  public void discard() {
    world
        .judge()
        .require(
            !watched.isAtWork(),
            Promise.NOTHING_LEFT,
            "the staging of " + watched + " is discarded while it is worked in");
    if (!discarded) {
      discarded = true;
      world.daemon().spawn(watched + "'s sweeper", this::sweep);
    }
  }

  private void sweep() {
    if (world.happens(Fault.SWEEP_HANGS, watched)) {
      world.hangs().hang("the deletion of what " + watched + " staged");
    }
    world.step();
    world.disk().delete(folder);
    world.step();
    gone.complete(null);
  }

  @Override
  public CompletableFuture<Void> gone() {
    return gone;
  }
}
