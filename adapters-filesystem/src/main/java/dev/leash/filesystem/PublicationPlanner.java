package dev.leash.filesystem;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import dev.leash.domain.port.Staging.Order;
import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.PublicationPlan.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks over the destination and plans the renames that publish into it; moves nothing below it.
 * For one thread.
 */
final class PublicationPlanner {
  private final Premises premises;
  private final Staged staged;
  private final Order order;
  private final Path destination;
  private final Disk disk;
  private final Path room;
  private final List<Path> made = new ArrayList<>();
  private final List<Step> within = new ArrayList<>();

  /** What became of the planning. */
  sealed interface Planned {
    record Ready(PublicationPlan plan) implements Planned {}

    record Refused(Failure failure) implements Planned {}
  }

  PublicationPlanner(Premises premises, Staged staged, Order order, Path destination) {
    this.premises = premises;
    this.staged = staged;
    this.order = order;
    this.destination = destination;
    this.disk = staged.space().disk();
    // Of its own, so that a publication that is tried again does not meet what the first try made.
    this.room = staged.folder().path().resolve("plan-" + UUID.randomUUID());
  }

  /**
   * Where renames will be seen: the destination, or the highest folder above it that is missing.
   */
  static Path top(Path destination, Disk disk) throws IOException {
    Path top = destination;
    for (Path at = destination; at != null && !disk.leadsToFolder(at); at = at.getParent()) {
      top = at;
    }
    return top;
  }

  Planned plan() throws IOException {
    disk.makeFolder(room, Modes.privateFolder(room));
    made.add(room);
    Optional<Found> there = Found.at(destination, disk);
    if (there.isPresent() && !there.get().isFolder()) {
      return conflict(destination, "is not a folder");
    }
    if (there.isPresent() && order.install() == Install.MERGE) {
      return merge();
    }
    Path content = content();
    if (order.archiveAs().isPresent()) {
      Path inContent = content.resolve(order.archiveAs().get().value());
      if (disk.exists(inContent)) {
        return conflict(
            destination.resolve(inContent.getFileName()), "is in the archive, too, beside itself");
      }
      within.add(new Step.Move(staged.archive(), inContent));
    }
    return there.isPresent() ? replacement(content, there.get()) : newFolder(content);
  }

  /** The tree, or an empty folder for the archive itself. */
  private Path content() throws IOException {
    if (staged.tree().isPresent()) {
      return staged.tree().get().root();
    }
    return make(room.resolve("content"));
  }

  private Path make(Path folder) throws IOException {
    disk.makeFolder(folder, Modes.folder(folder));
    made.add(folder);
    return folder;
  }

  private Planned replacement(Path content, Found old) throws IOException {
    return ready(
        inventory().ofReplacement(),
        List.of(
            new Step.Backup(destination, room.resolve("old"), old),
            new Step.Move(content, destination)));
  }

  /**
   * Missing parents are made around the tree in staging, so that one rename brings them all and
   * nothing is left over.
   */
  private Planned newFolder(Path content) throws IOException {
    Path top = top(destination, disk);
    if (top.equals(destination)) {
      return ready(inventory().ofNewFolder(), List.of(new Step.Move(content, destination)));
    }
    Path wrap = make(room.resolve("parents"));
    Path below = top.relativize(destination);
    Path at = wrap;
    for (int i = 0; i < below.getNameCount() - 1; i++) {
      at = make(at.resolve(below.getName(i)));
    }
    within.add(new Step.Move(content, at.resolve(below.getFileName())));
    return ready(inventory().ofNewFolder(), List.of(new Step.Move(wrap, top)));
  }

  private Planned merge() throws IOException {
    MergePlan merge = new MergePlan(premises, order.onExisting(), room, disk);
    Optional<Failure> failure = Optional.empty();
    if (staged.tree().isPresent()) {
      failure = merge.join(staged.tree().get().root(), destination);
    }
    if (failure.isEmpty() && order.archiveAs().isPresent()) {
      failure = addArchive(merge, order.archiveAs().get().value());
    }
    return failure.isPresent()
        ? new Planned.Refused(failure.get())
        : ready(inventory().ofMerge(merge), merge.steps());
  }

  private Optional<Failure> addArchive(MergePlan merge, String name) throws IOException {
    boolean inTree =
        staged.tree().isPresent() && disk.exists(staged.tree().get().root().resolve(name));
    return inTree
        ? Optional.of(
            new Failure.DestinationConflict(
                destination.resolve(name).toString(), "is in the archive, too, beside itself"))
        : merge.place(staged.archive(), destination.resolve(name));
  }

  private Inventory inventory() throws IOException {
    List<StagedFile> files = new ArrayList<>();
    staged.tree().ifPresent(tree -> files.addAll(tree.contents().files()));
    if (order.archiveAs().isPresent()) {
      EntryPath name = new EntryPath(order.archiveAs().get().value());
      files.add(new StagedFile(name, disk.look(staged.archive()).size(), false));
    }
    return new Inventory(files, destination, disk);
  }

  private Planned ready(FileList files, List<Step> inPlace) {
    Published.Done outcome = new Published.Done(destination, files);
    return new Planned.Ready(new PublicationPlan(outcome, made, within, inPlace));
  }

  private static Planned conflict(Path path, String why) {
    return new Planned.Refused(new Failure.DestinationConflict(path.toString(), why));
  }
}
