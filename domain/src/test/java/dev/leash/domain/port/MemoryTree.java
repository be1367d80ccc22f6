package dev.leash.domain.port;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.EntryLedger;
import dev.leash.domain.archive.EntryLedger.Kind;
import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.archive.LinkRules;
import dev.leash.domain.download.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A tree in memory. Paths are told with {@code /}. Safe for use by several threads. */
public final class MemoryTree implements Tree {
  private final EntryLedger ledger = new EntryLedger(ArchiveLimits.DEFAULT);
  private final LinkRules linkRules = new LinkRules();
  private boolean hardLinks = true;
  private final Set<String> folders = new TreeSet<>();
  private final Map<String, MemorySink> files = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();
  private OptionalLong expected = OptionalLong.empty();
  private @Nullable Failure refusal;
  private long writableBytes = Long.MAX_VALUE;
  private @Nullable Failure expectRefusal;
  private boolean sealed;

  /** Has everything refused from now on, as a full disk or a dropped tree does. */
  public synchronized void refuseWrites(Failure why) {
    refuseWritesAfter(0, why);
  }

  /** Lets so many bytes more be written, then refuses everything. */
  public synchronized void refuseWritesAfter(long bytes, Failure why) {
    writableBytes = bytes;
    refusal = why;
  }

  /** Has what is expected from now on refused. */
  public synchronized void refuseExpectation(Failure why) {
    expectRefusal = why;
  }

  /** The folders but the root, those that only followed from their content too. */
  public synchronized Set<String> folders() {
    return new TreeSet<>(folders);
  }

  public synchronized Set<String> files() {
    return new TreeSet<>(files.keySet());
  }

  /** The targets of the links. */
  public synchronized Map<String, String> links() {
    return new TreeMap<>(links);
  }

  /** What the file holds so far. */
  public synchronized byte[] content(String path) {
    return sink(path).bytes.toByteArray();
  }

  public synchronized boolean isExecutable(String path) {
    return sink(path).executable;
  }

  public synchronized Optional<Instant> modified(String path) {
    return sink(path).modified;
  }

  /** Whether the file was finished, not only closed. */
  public synchronized boolean isWhole(String path) {
    return sink(path).whole;
  }

  /** How many files are neither finished nor closed. */
  public synchronized long openSinks() {
    return files.values().stream().filter(sink -> !sink.closed).count();
  }

  /** What was expected last. */
  public synchronized OptionalLong expected() {
    return expected;
  }

  /** Whether {@link #seal} found nothing wrong. */
  public synchronized boolean isSealed() {
    return sealed;
  }

  @Override
  public synchronized Optional<Failure> expect(long bytes) {
    expected = OptionalLong.of(bytes);
    return Optional.ofNullable(expectRefusal);
  }

  @Override
  public synchronized Optional<Failure> folder(EntryPath path) {
    Optional<Failure> failure = enter(path, Kind.FOLDER);
    if (failure.isEmpty() && !path.isRoot()) {
      folders.add(path.toString());
    }
    return failure;
  }

  @Override
  public synchronized Opened file(EntryPath path, boolean executable, Optional<Instant> modified) {
    Optional<Failure> failure = enter(path, Kind.FILE);
    if (failure.isPresent()) {
      return new Opened.Failed(failure.get());
    }
    MemorySink sink = new MemorySink(executable, modified);
    files.put(path.toString(), sink);
    return new Opened.Ready(sink);
  }

  @Override
  public synchronized Optional<Failure> amend(
      EntryPath path, boolean executable, Optional<Instant> modified) {
    if (!ledger.hasFile(path)) {
      return Optional.of(
          new Failure.OfArchive(new ArchiveProblem.UnsafeEntry(path.toString(), "is no file")));
    }
    sink(path.toString()).amend(executable, modified);
    return Optional.empty();
  }

  @Override
  public synchronized Optional<Failure> link(EntryPath path, String target) {
    Optional<Failure> failure = enter(path, Kind.LINK);
    if (failure.isPresent()) {
      return failure;
    }
    links.put(path.toString(), target);
    return linkRules.enter(path, target).map(Failure.OfArchive::new);
  }

  /** From now on it is on a disk that has no hard links. */
  public synchronized void haveNoHardLinks() {
    hardLinks = false;
  }

  /** The two names are of one file. */
  @Override
  public synchronized Linked hardLink(
      EntryPath path, EntryPath target, boolean executable, Optional<Instant> modified) {
    if (!ledger.hasFile(target)) {
      return new Linked.Failed(
          new Failure.OfArchive(
              new ArchiveProblem.UnsafeEntry(
                  path.toString(), "is a hard link to what is no file before it")));
    }
    Optional<Failure> failure = enter(path, Kind.FILE);
    if (failure.isPresent()) {
      return new Linked.Failed(failure.get());
    }
    if (!hardLinks) {
      MemorySink copy = new MemorySink(executable, modified);
      files.put(path.toString(), copy);
      return new Linked.ToCopy(new MemoryCopy(content(target.toString()), copy));
    }
    files.put(path.toString(), sink(target.toString()));
    return new Linked.Done();
  }

  @Override
  public synchronized Optional<Failure> seal() {
    Optional<Failure> failure = linkRules.seal(this::kind).map(Failure.OfArchive::new);
    sealed = failure.isEmpty();
    return failure;
  }

  private MemorySink sink(String path) {
    MemorySink sink = files.get(path);
    if (sink == null) {
      throw new IllegalArgumentException("no file " + path + " among " + files.keySet());
    }
    return sink;
  }

  private Optional<Kind> kind(EntryPath path) {
    if (folders.contains(path.toString())) {
      return Optional.of(Kind.FOLDER);
    }
    return files.containsKey(path.toString()) ? Optional.of(Kind.FILE) : Optional.empty();
  }

  private Optional<Failure> enter(EntryPath path, Kind kind) {
    if (refusal != null && writableBytes == 0) {
      return Optional.of(refusal);
    }
    if (path.isRoot() && kind != Kind.FOLDER) {
      return Optional.of(new Failure.OfArchive(new ArchiveProblem.UnsafeEntry("", "has no name")));
    }
    Optional<Failure> failure = ledger.enter(path, kind).map(Failure.OfArchive::new);
    if (failure.isEmpty()) {
      for (Optional<EntryPath> above = path.parent();
          above.isPresent() && !above.get().isRoot();
          above = above.get().parent()) {
        folders.add(above.get().toString());
      }
    }
    return failure;
  }

  private record MemoryCopy(ByteBuffer left, MemorySink sink) implements Copy {
    MemoryCopy(byte[] content, MemorySink sink) {
      this(ByteBuffer.wrap(content), sink);
    }

    @Override
    public long size() {
      return left.capacity();
    }

    @Override
    public Optional<Failure> next(int bytes) {
      ByteBuffer piece = left.slice(left.position(), bytes);
      left.position(left.position() + bytes);
      return sink.write(piece);
    }

    @Override
    public Optional<Failure> finish() {
      return sink.finish();
    }

    @Override
    public void close() {
      sink.close();
    }
  }

  private final class MemorySink implements Sink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean executable;
    private Optional<Instant> modified;
    private boolean whole;
    private boolean closed;

    MemorySink(boolean executable, Optional<Instant> modified) {
      this.executable = executable;
      this.modified = modified;
    }

    /** With the tree's monitor. */
    void amend(boolean amendedExecutable, Optional<Instant> amendedTime) {
      executable = amendedExecutable;
      modified = amendedTime.or(() -> modified);
    }

    @Override
    public Optional<Failure> write(ByteBuffer source) {
      synchronized (MemoryTree.this) {
        if (closed) {
          throw new IllegalStateException("the file is closed");
        }
        if (refusal != null && source.remaining() > writableBytes) {
          writableBytes = 0;
          return Optional.of(refusal);
        }
        writableBytes -= refusal == null ? 0 : source.remaining();
        byte[] chunk = new byte[source.remaining()];
        source.get(chunk);
        bytes.writeBytes(chunk);
        return Optional.empty();
      }
    }

    @Override
    public Optional<Failure> finish() {
      synchronized (MemoryTree.this) {
        whole = !closed;
        closed = true;
        return Optional.empty();
      }
    }

    @Override
    public void close() {
      synchronized (MemoryTree.this) {
        closed = true;
      }
    }
  }
}
