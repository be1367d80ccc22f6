package dev.leash.simulation;

import dev.leash.domain.port.Cancellation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What outlives a daemon: the files below the destinations, and what it had staged. Beside the
 * files stands what they ought to be, which changes only when a publication is committed.
 */
final class Disk {
  private final World world;
  private final SortedMap<String, String> files = new TreeMap<>();
  private final SortedMap<String, String> right = new TreeMap<>();
  private final List<Folder> folders = new ArrayList<>();
  private final Set<String> turns = new HashSet<>();

  /**
   * One step of a publication.
   *
   * @param before what was there, if anything
   * @param after what shall be there, if anything
   */
  record Rename(String path, Optional<String> before, Optional<String> after) {}

  /** A staging folder, with the journal of its publication. */
  static final class Folder {
    private final Watched owner;
    private @Nullable List<Rename> journal;
    private int done;

    Folder(Watched owner) {
      this.owner = owner;
    }

    Watched owner() {
      return owner;
    }
  }

  Disk(World world) {
    this.world = world;
  }

  /** As the user has it. */
  void put(String path, String content) {
    files.put(path, content);
    right.put(path, content);
  }

  /** What is below a folder. */
  Map<String, String> below(String folder) {
    return new TreeMap<>(files.subMap(folder + "/", folder + "0"));
  }

  Folder make(Watched owner) {
    Folder folder = new Folder(owner);
    folders.add(folder);
    return folder;
  }

  void delete(Folder folder) {
    world
        .judge()
        .require(
            folder.journal == null,
            Promise.ALL_OR_NOTHING,
            "what " + folder.owner + " staged goes while it is being published");
    folders.remove(folder);
  }

  int folders() {
    return folders.size();
  }

  /** Waits for it; false when it was cancelled meanwhile. */
  boolean takeTurn(String destination, Cancellation cancellation) {
    while (!cancellation.isCancelled()) {
      if (turns.add(destination)) {
        return true;
      }
      world.await(() -> cancellation.isCancelled() || !turns.contains(destination));
    }
    return false;
  }

  void giveTurn(String destination) {
    turns.remove(destination);
  }

  void journal(Folder folder, List<Rename> renames) {
    folder.journal = List.copyOf(renames);
  }

  /** Does the next rename of the journal. */
  void renameNext(Folder folder) {
    Rename next = journal(folder).get(folder.done);
    world.ledger().mutates(folder.owner, next.path());
    set(next.path(), next.after());
    folder.done++;
  }

  /** Undoes the last rename that was done. */
  private void undoLast(Folder folder) {
    Rename last = journal(folder).get(--folder.done);
    set(last.path(), last.before());
  }

  /** Undoes what was done, inside the gate. */
  void undo(Folder folder) {
    while (folder.done > 0) {
      world.step();
      world.ledger().mutates(folder.owner, journal(folder).get(folder.done - 1).path());
      undoLast(folder);
    }
    dropJournal(folder);
  }

  void dropJournal(Folder folder) {
    folder.journal = null;
  }

  /** From here on it is what is right. */
  void commit(Folder folder, Watched.Installed all) {
    for (Rename rename : journal(folder)) {
      rename
          .after()
          .ifPresentOrElse(
              content -> right.put(rename.path(), content), () -> right.remove(rename.path()));
    }
    folder.owner.commit(all);
    dropJournal(folder);
  }

  /** What the start of a daemon does before anything else. */
  void recover() {
    for (Folder folder : List.copyOf(folders)) {
      world.step();
      if (folder.journal != null) {
        while (folder.done > 0) {
          world.step();
          undoLast(folder);
        }
        dropJournal(folder);
      }
      folders.remove(folder);
    }
    turns.clear();
  }

  private static List<Rename> journal(Folder folder) {
    List<Rename> journal = folder.journal;
    if (journal == null) {
      throw new IllegalStateException("no journal");
    }
    return journal;
  }

  private void set(String path, Optional<String> content) {
    content.ifPresentOrElse(one -> files.put(path, one), () -> files.remove(path));
  }

  /** Each destination in which nothing is being published is wholly as the last commit left it. */
  void requireWhole() {
    Set<String> busy = new HashSet<>();
    folders.stream()
        .filter(folder -> folder.journal != null)
        .forEach(folder -> busy.add(folder.owner.request().savePath() + "/"));
    Map<String, String> there = less(files, busy);
    Map<String, String> wanted = less(right, busy);
    world
        .judge()
        .require(
            there.equals(wanted),
            Promise.ALL_OR_NOTHING,
            "the disk has " + there + " and not " + wanted);
  }

  private static Map<String, String> less(Map<String, String> all, Set<String> folders) {
    Map<String, String> rest = new TreeMap<>(all);
    rest.keySet().removeIf(path -> folders.stream().anyMatch(path::startsWith));
    return rest;
  }
}
