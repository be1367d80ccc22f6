package dev.leash.domain.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which entries a tree has: no two of one name, nothing below what is not a folder, and no more
 * folders that only follow from what lies in them than there may be entries: each entry could imply
 * as many as its path is deep. Not safe for use by several threads.
 */
public final class EntryLedger {
  /** What an entry is. */
  public enum Kind {
    FOLDER,
    FILE,
    LINK
  }

  private enum Known {
    IMPLIED_FOLDER,
    FOLDER,
    FILE,
    LINK
  }

  private final Map<EntryPath, Known> known = new HashMap<>();

  /** So many implied folders are fine however few entries there may be: a path alone has some. */
  static final int IMPLIED_FLOOR = 10_000;

  private final int maxImplied;
  private int implied;

  /** The root is a folder already: an entry may name it, but not be a file or link in its place. */
  public EntryLedger(ArchiveLimits limits) {
    maxImplied = Math.max(limits.entries(), IMPLIED_FLOOR);
    known.put(new EntryPath(""), Known.IMPLIED_FOLDER);
  }

  /**
   * Enters one entry. A folder that only followed from what lies in it may still get an entry of
   * its own.
   *
   * @return why the entry is unsafe beside those entered before
   */
  public Optional<ArchiveProblem> enter(EntryPath path, Kind kind) {
    Known before = known.get(path);
    boolean folderAgain = before == Known.IMPLIED_FOLDER && kind == Kind.FOLDER;
    if (before != null && !folderAgain) {
      return unsafe(path, before == Known.IMPLIED_FOLDER ? "is a folder too" : "is there twice");
    }
    known.put(path, Known.valueOf(kind.name()));
    return enterParents(path);
  }

  /** Whether a file was entered by that very path, so that no link lies above it. */
  public boolean hasFile(EntryPath path) {
    return known.get(path) == Known.FILE;
  }

  private Optional<ArchiveProblem> enterParents(EntryPath path) {
    Optional<EntryPath> parent = path.parent();
    while (parent.isPresent()) {
      Known above = known.putIfAbsent(parent.get(), Known.IMPLIED_FOLDER);
      if (above == Known.FILE || above == Known.LINK) {
        return unsafe(path, above == Known.FILE ? "lies below a file" : "lies below a link");
      }
      if (above != null) {
        return Optional.empty();
      }
      if (++implied > maxImplied) {
        return Optional.of(new ArchiveProblem.LimitExceeded("entries", maxImplied));
      }
      parent = parent.get().parent();
    }
    return Optional.empty();
  }

  private static Optional<ArchiveProblem> unsafe(EntryPath path, String why) {
    return Optional.of(new ArchiveProblem.UnsafeEntry(EntryNames.shown(path.toString()), why));
  }
}
