package dev.leash.filesystem;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.EntryLedger;
import dev.leash.domain.archive.EntryLedger.Kind;
import dev.leash.domain.archive.EntryNames;
import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.archive.LinkRules;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Tree;
import dev.leash.filesystem.Disk.OpenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A tree in staging, born fresh: every folder, file and link is made new, one level at a time, so
 * that a straggler cannot bring a deleted staging back. Safe for use by several threads.
 */
final class StagedTree implements Tree {
  private final Path root;
  private final StagedContents contents;
  private final PathLimit limit;
  private final Space space;
  private final SaneTimes times;
  private final HardLinks hardLinks;
  private final FileAttribute<?>[] folderMode;
  private final FileAttribute<?>[] fileMode;
  private final FileAttribute<?>[] executableMode;

  /**
   * Held while folders are made, so that a folder counts as made only after its creation returned.
   */
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final EntryLedger ledger = new EntryLedger(ArchiveLimits.DEFAULT);
  private final LinkRules links = new LinkRules();

  private volatile boolean dropped;

  /**
   * Makes the tree's root.
   *
   * @param root must not exist
   */
  StagedTree(Path root, PathLimit limit, Space space, SaneTimes times) throws IOException {
    this.root = root;
    this.contents = new StagedContents(root);
    this.limit = limit;
    this.space = space;
    this.times = times;
    this.hardLinks = new HardLinks(space, contents, () -> dropped);
    this.folderMode = Modes.folder(root);
    this.fileMode = Modes.file(root, false);
    this.executableMode = Modes.file(root, true);
    space.disk().makeFolder(root, folderMode);
  }

  Path root() {
    return root;
  }

  StagedContents contents() {
    return contents;
  }

  /** Has everything refused from now on. */
  void drop() {
    dropped = true;
  }

  /** Why nothing is made of a tree any more. */
  static Failure dropped() {
    return new Failure.IoError(Optional.empty(), "the download's tree has been dropped");
  }

  @Override
  public Optional<Failure> expect(long bytes) {
    return space.expectTree(bytes);
  }

  @Override
  public Optional<Failure> folder(EntryPath path) {
    return switch (enter(path, Kind.FOLDER)) {
      case Entered.At _ -> Optional.empty();
      case Entered.Refused(Failure failure) -> Optional.of(failure);
    };
  }

  @Override
  public Opened file(EntryPath path, boolean executable, Optional<Instant> modified) {
    return switch (enter(path, Kind.FILE)) {
      case Entered.Refused(Failure failure) -> new Opened.Failed(failure);
      case Entered.At(Path at) -> {
        try {
          OpenFile file =
              space.disk().open(at, FileSink.NEW_FILE, executable ? executableMode : fileMode);
          yield new Opened.Ready(
              new FileSink(
                  new FileSink.Opening(at, file),
                  space,
                  modified.filter(times::isSane),
                  bytes -> contents.add(new StagedFile(path, bytes, false))));
        } catch (IOException e) {
          yield new Opened.Failed(failureOf(e, path, at));
        }
      }
    };
  }

  @Override
  public Optional<Failure> amend(EntryPath path, boolean executable, Optional<Instant> modified) {
    if (dropped || !hasFile(path)) {
      return Optional.of(unsafe(path, "is no file that was made before"));
    }
    Path at = contents.resolve(path);
    try {
      Modes.amend(at, executable, root, space.disk());
      Optional<Instant> sane = modified.filter(times::isSane);
      if (sane.isPresent()) {
        space.disk().setModified(at, FileTime.from(sane.get()));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(failureOf(e, path, at));
    }
  }

  @Override
  public Optional<Failure> link(EntryPath path, String target) {
    return switch (enter(path, Kind.LINK)) {
      case Entered.Refused(Failure failure) -> Optional.of(failure);
      case Entered.At(Path at) -> {
        Optional<Failure> unsafe = judge(path, target);
        yield unsafe.isPresent() ? unsafe : makeLink(path, at, target);
      }
    };
  }

  @Override
  public Linked hardLink(
      EntryPath path, EntryPath target, boolean executable, Optional<Instant> modified) {
    if (!hasFile(target)) {
      return new Linked.Failed(unsafe(path, "is a hard link to what is no file before it"));
    }
    return switch (enter(path, Kind.FILE)) {
      case Entered.Refused(Failure failure) -> new Linked.Failed(failure);
      case Entered.At(Path at) -> {
        try {
          yield hardLinks.make(
              new HardLinks.Name(
                  path,
                  at,
                  List.of(executable ? executableMode : fileMode),
                  modified.filter(times::isSane)),
              contents.resolve(target));
        } catch (IOException e) {
          yield new Linked.Failed(failureOf(e, path, at));
        }
      }
    };
  }

  private boolean hasFile(EntryPath path) {
    lock.lock();
    try {
      return ledger.hasFile(path);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Failure> judge(EntryPath path, String target) {
    lock.lock();
    try {
      return links.enter(path, target).map(Failure.OfArchive::new);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Failure> makeLink(EntryPath path, Path at, String target) {
    try {
      space.disk().link(at, target);
      contents.add(new StagedFile(path, 0, true));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(failureOf(e, path, at));
    } catch (InvalidPathException | UnsupportedOperationException e) {
      return Optional.of(unsafe(path, "is a link that this platform cannot hold"));
    }
  }

  @Override
  public Optional<Failure> seal() {
    lock.lock();
    try {
      return links.seal(this::kind).map(Failure.OfArchive::new);
    } catch (UncheckedIOException e) {
      return Optional.of(space.failureOf(Objects.requireNonNull(e.getCause()), root, 0));
    } finally {
      lock.unlock();
    }
  }

  /** Asks the disk: few entries are links, and for them alone no index of 100,000 paths is kept. */
  private Optional<Kind> kind(EntryPath path) {
    try {
      return space.disk().find(contents.resolve(path)).map(StagedTree::kind);
    } catch (InvalidPathException e) {
      return Optional.empty();
    } catch (IOException e) {
      // Through the rules, which ask: seal() tells of it.
      throw new UncheckedIOException(e);
    }
  }

  private static Kind kind(BasicFileAttributes found) {
    if (found.isSymbolicLink()) {
      return Kind.LINK;
    }
    return found.isDirectory() ? Kind.FOLDER : Kind.FILE;
  }

  /** Enters the entry and makes the folders that it needs, itself when it is one. */
  private Entered enter(EntryPath path, Kind kind) {
    if (dropped) {
      return new Entered.Refused(dropped());
    }
    if (path.isRoot() && kind != Kind.FOLDER) {
      return new Entered.Refused(unsafe(path, "has no name"));
    }
    if (path.components().stream().anyMatch(Premises::isHomeName)) {
      // Published, it would be taken for the folder that holds the staging of the next download.
      return new Entered.Refused(unsafe(path, "has the name of a folder of Leash's own"));
    }
    Optional<Failure> tooLong = limit.refusal(path);
    if (tooLong.isPresent()) {
      return new Entered.Refused(tooLong.get());
    }
    lock.lock();
    try {
      Path at = contents.resolve(path);
      if (at.getNameCount() != root.getNameCount() + path.components().size()
          || !at.normalize().startsWith(root)) {
        return new Entered.Refused(unsafe(path, "does not lie in the tree"));
      }
      Optional<Failure> failure = ledger.enter(path, kind).map(Failure.OfArchive::new);
      Optional<EntryPath> folder = kind == Kind.FOLDER ? Optional.of(path) : path.parent();
      failure = failure.or(() -> folder.flatMap(this::makeFolder));
      return failure.<Entered>map(Entered.Refused::new).orElseGet(() -> new Entered.At(at));
    } catch (InvalidPathException e) {
      return new Entered.Refused(unsafe(path, "has a name that this platform cannot hold"));
    } finally {
      lock.unlock();
    }
  }

  private Optional<Failure> makeFolder(EntryPath path) {
    if (contents.hasFolder(path)) {
      return Optional.empty();
    }
    Optional<Failure> above = path.parent().flatMap(this::makeFolder);
    if (above.isPresent()) {
      return above;
    }
    Path at = contents.resolve(path);
    try {
      space.disk().makeFolder(at, folderMode);
      contents.addFolder(path);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(failureOf(e, path, at));
    }
  }

  private Failure failureOf(IOException e, EntryPath path, Path at) {
    // The ledger saw no such name: so the disk takes two spellings for one.
    return e instanceof FileAlreadyExistsException
        ? unsafe(path, "is there twice on a disk that takes two spellings for one")
        : space.failureOf(e, at, 0);
  }

  private static Failure unsafe(EntryPath path, String why) {
    return new Failure.OfArchive(
        new ArchiveProblem.UnsafeEntry(EntryNames.shown(path.toString()), why));
  }

  /** What became of an entry before it is made. */
  private sealed interface Entered {
    record At(Path path) implements Entered {}

    record Refused(Failure failure) implements Entered {}
  }
}
