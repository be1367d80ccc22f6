package dev.leash.simulation;

import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
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
import java.util.ArrayList;
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
    if (world.happens(Fault.NO_TREE)) {
      return new NewTree.Failed(watched.inject(new Failure.IoError(Optional.empty(), "no tree")));
    }
    MemoryTree made = new MemoryTree();
    if (world.happens(Fault.TREE_FULL)) {
      made.refuseWritesAfter(
          world.chance().below(SOME_BYTES),
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
    world.throwPerhaps(Fault.PUBLISHING_THROWS);
    String destination = watched.request().savePath().toString();
    if (!world.takeTurn(destination, cancellation)) {
      return new Published.Refused();
    }
    try {
      if (world.happens(Fault.TURN_HANGS)) {
        world.hangs().hangUntil(watched + "'s turn", cancellation::isCancelled);
      }
      return publishInTurn(order, gate);
    } finally {
      world.disk().giveTurn(destination);
    }
  }

  private Published publishInTurn(Order order, Gate gate) {
    SortedMap<String, String> staged = staged(order);
    Optional<String> conflict = conflict(order, staged);
    if (conflict.isPresent()) {
      return new Published.Failed(
          watched.inject(new Failure.DestinationConflict(conflict.get(), "is there already")));
    }
    world.step();
    List<Rename> plan = plan(order, staged);
    FileList list = list(plan);
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
    return stopped.orElseGet(() -> commit(list));
  }

  /** Inside the gate; what it did it has undone when it was stopped. */
  private Optional<Published> rename(List<Rename> plan, Gate gate) {
    for (int i = 0; i < plan.size(); i++) {
      world.step();
      if (world.happens(Fault.RENAME_HANGS)) {
        world.hangs().hang(watched + "'s rename");
      }
      if (2 * i < plan.size() && gate.isClosing()) {
        world.disk().undo(folder);
        return Optional.of(new Published.Refused());
      }
      if (world.happens(Fault.RENAME_FAILS)) {
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
    world.disk().commit(folder);
    world.told().event(watched, " is committed");
    world.step();
    return new Published.Done(watched.request().savePath(), list);
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
              .ledger()
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
        .ledger()
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

  private Optional<String> conflict(Order order, Map<String, String> staged) {
    return order.install() == Install.MERGE && order.onExisting() == OnExisting.FAIL
        ? staged.keySet().stream()
            .filter(path -> world.disk().content(path).isPresent())
            .findFirst()
        : Optional.empty();
  }

  private List<Rename> plan(Order order, Map<String, String> staged) {
    List<Rename> plan = new ArrayList<>();
    if (order.install() == Install.REPLACE) {
      world
          .disk()
          .below(watched.request().savePath().toString())
          .forEach((path, content) ->
              plan.add(new Rename(path, Optional.of(content), Optional.empty())));
    }
    boolean keeps = order.install() == Install.MERGE && order.onExisting() == OnExisting.KEEP;
    staged.forEach((path, content) -> {
      Optional<String> there = world.disk().content(path);
      if (there.isEmpty() || !keeps) {
        boolean cleared = order.install() == Install.REPLACE;
        plan.add(new Rename(path, cleared ? Optional.empty() : there, Optional.of(content)));
      }
    });
    return plan;
  }

  private FileList list(List<Rename> plan) {
    FileList.Builder list = new FileList.Builder();
    plan.stream()
        .filter(rename -> rename.after().isPresent())
        .forEach(rename -> list.add(rename.path(), 1, rename.before().isPresent()));
    return list.build();
  }

  @Override
  public void discard() {
    world
        .ledger()
        .require(
            !watched.isAtWork(),
            Promise.NOTHING_LEFT,
            "the staging of " + watched + " is discarded while it is worked in");
    if (!discarded) {
      discarded = true;
      world.daemon().spawn("sweeper", this::sweep);
    }
  }

  private void sweep() {
    if (world.happens(Fault.SWEEP_HANGS)) {
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
