package dev.leash.filesystem;

import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.Failure;
import dev.leash.filesystem.PublicationPlan.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans how a tree joins what a folder holds; conflicts are found before anything moves. For one
 * thread.
 */
final class MergePlan {
  private final Premises premises;
  private final OnExisting onExisting;
  private final Path room;
  private final Disk disk;
  private final List<Step> steps = new ArrayList<>();
  // A tree: an archive chooses the names, and could choose 100,000 of one hash code.
  private final Set<Path> kept = new TreeSet<>();

  /**
   * Begins an empty plan.
   *
   * @param room where to put what is replaced
   */
  MergePlan(Premises premises, OnExisting onExisting, Path room, Disk disk) {
    this.premises = premises;
    this.onExisting = onExisting;
    this.room = room;
    this.disk = disk;
  }

  List<Step> steps() {
    return steps;
  }

  /** The places whose files stay as they are. */
  Set<Path> kept() {
    return kept;
  }

  /** Has all that is in one folder go into the other, which is there. */
  Optional<Failure> join(Path from, Path to) throws IOException {
    try (Disk.Listing children = disk.list(from)) {
      for (Optional<Path> child = children.next(); child.isPresent(); child = children.next()) {
        Optional<Failure> failure = place(child.get(), to.resolve(child.get().getFileName()));
        if (failure.isPresent()) {
          return failure;
        }
      }
    }
    return Optional.empty();
  }

  /** Has one thing go to a place; a folder whose place is free goes whole. */
  Optional<Failure> place(Path from, Path to) throws IOException {
    if (premises.isOwn(to)) {
      return Optional.of(new Failure.PathNotAllowed(to.toString(), "belongs to Leash"));
    }
    Optional<Found> there = Found.at(to, disk);
    if (there.isEmpty()) {
      steps.add(new Step.Move(from, to));
      return Optional.empty();
    }
    boolean folder = disk.isFolder(from);
    return folder ? joinFolder(from, to, there.get()) : replaceFile(from, to, there.get());
  }

  private Optional<Failure> joinFolder(Path from, Path to, Found there) throws IOException {
    if (there.isFolder()) {
      return join(from, to);
    }
    return conflict(
        to,
        (there.kind() == Found.Kind.LINK ? "is a link" : "is a file")
            + " where the archive has a folder");
  }

  private Optional<Failure> replaceFile(Path from, Path to, Found there) {
    if (there.isFolder()) {
      return conflict(to, "is a folder where the archive has a file");
    }
    if (there.kind() == Found.Kind.OTHER) {
      return conflict(to, "is neither a file nor a folder");
    }
    return switch (onExisting) {
      case FAIL -> conflict(to, "is there already");
      case KEEP -> {
        kept.add(to);
        yield Optional.empty();
      }
      case REPLACE -> {
        steps.add(new Step.Backup(to, room.resolve("old-" + steps.size()), there));
        steps.add(new Step.Move(from, to));
        yield Optional.empty();
      }
    };
  }

  private static Optional<Failure> conflict(Path path, String why) {
    return Optional.of(new Failure.DestinationConflict(path.toString(), why));
  }
}
