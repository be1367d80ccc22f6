package dev.leash.domain.port;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A workspace in memory, whose disk is a map; it can be told to refuse and to wait. Links are
 * published as files that hold {@code -> target}. Safe for use by several threads.
 */
public final class FakeWorkspace implements Workspace {
  // All guarded by this.
  private final Map<Path, byte[]> files = new TreeMap<>();
  private final Set<Path> folders = new TreeSet<>();
  private final List<FakeClaim> claims = new ArrayList<>();
  private final List<FakeStaging> stagings = new ArrayList<>();
  private final Map<Integer, Failure> publicationFailures = new HashMap<>();
  private @Nullable Failure claimRefusal;
  private @Nullable Failure openingRefusal;
  private @Nullable Failure treeRefusal;
  private @Nullable Pause beforeGate;
  private @Nullable Pause insideGate;
  private boolean undoing;
  private int publications;
  private boolean recovered;
  private boolean closed;

  /** A place where publications wait until they are let go. */
  public static final class Pause {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Waits until a publication is there. */
    public void awaitReached() throws InterruptedException {
      reached.await();
    }

    public boolean isReached() {
      return reached.getCount() == 0;
    }

    /** Lets those go that wait here, and all that come later. */
    public void release() {
      released.countDown();
    }

    private void stop() {
      reached.countDown();
      boolean interrupted = false;
      while (true) {
        try {
          released.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Puts a file there, as the user may have. */
  public synchronized void put(Path path, byte[] content) {
    addFolders(path.getParent());
    files.put(path, content.clone());
  }

  /** Makes a folder with its parents, as the user may have. */
  public synchronized void putFolder(Path path) {
    addFolders(path);
  }

  public synchronized Set<Path> files() {
    return new TreeSet<>(files.keySet());
  }

  public synchronized Optional<byte[]> content(Path path) {
    return Optional.ofNullable(files.get(path)).map(byte[]::clone);
  }

  public synchronized boolean exists(Path path) {
    return files.containsKey(path) || folders.contains(path);
  }

  /** Every claim from now on is refused; null lets them pass again. */
  public synchronized void refuseClaims(@Nullable Failure why) {
    claimRefusal = why;
  }

  /** No staging can be opened from now on; null lets them pass again. */
  public synchronized void refuseStagings(@Nullable Failure why) {
    openingRefusal = why;
  }

  /** No tree can be made from now on; null lets them pass again. */
  public synchronized void refuseTrees(@Nullable Failure why) {
    treeRefusal = why;
  }

  /**
   * Has one publication fail inside its gate.
   *
   * @param nth counted from 1 over the whole life of this workspace
   */
  public synchronized void failPublication(int nth, Failure why) {
    publicationFailures.put(nth, why);
  }

  /** Has publications wait before their gate, as for a turn; a cancellation lets them go, too. */
  public synchronized Pause pauseBeforeGate() {
    beforeGate = new Pause();
    return beforeGate;
  }

  /** Has publications wait inside their gate, as on a disk that hangs. */
  public synchronized Pause pauseInsideGate() {
    insideGate = new Pause();
    return insideGate;
  }

  /**
   * Has publications that find their gate closing undo what they did, as if it were less than half;
   * without it, they are further and finish.
   */
  public synchronized void undoWhenClosing() {
    undoing = true;
  }

  /** How many claims are not closed yet. */
  public synchronized int heldClaims() {
    return claims.size();
  }

  /** All stagings ever opened, the oldest first. */
  public synchronized List<FakeStaging> stagings() {
    return List.copyOf(stagings);
  }

  public synchronized boolean isRecovered() {
    return recovered;
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /** Discards every staging: whoever opened it is no more. */
  @Override
  public synchronized void recover() {
    recovered = true;
    stagings.forEach(FakeStaging::discard);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  @Override
  public synchronized int stagingFolders() {
    return (int) stagings.stream().filter(staging -> !staging.isDiscarded()).count();
  }

  @Override
  public synchronized Claimed claim(DownloadRequest request) {
    if (claimRefusal != null) {
      return new Claimed.Refused(claimRefusal);
    }
    Path path = request.savePath();
    if (!path.isAbsolute() || !path.equals(path.normalize())) {
      return new Claimed.Refused(
          new Failure.PathNotAllowed(path.toString(), "must be absolute, without '.' and '..'"));
    }
    for (Path at = path; at != null; at = at.getParent()) {
      if (files.containsKey(at)) {
        return new Claimed.Refused(
            new Failure.DestinationConflict(at.toString(), "is not a folder"));
      }
    }
    FakeClaim claim = new FakeClaim(request);
    if (claims.stream().anyMatch(claim::excludes)) {
      return new Claimed.Refused(new Failure.DestinationBusy(path.toString()));
    }
    claims.add(claim);
    return new Claimed.Granted(claim);
  }

  @Override
  public synchronized OpenedStaging open(Claim claim, Cancellation cancellation) {
    if (openingRefusal != null) {
      return new OpenedStaging.Failed(openingRefusal);
    }
    FakeStaging staging = new FakeStaging(claim.path(), cancellation);
    stagings.add(staging);
    return new OpenedStaging.Ready(staging);
  }

  private void addFolders(@Nullable Path lowest) {
    for (Path at = lowest; at != null; at = at.getParent()) {
      folders.add(at);
    }
  }

  private final class FakeClaim implements Claim {
    private final DownloadRequest request;

    FakeClaim(DownloadRequest request) {
      this.request = request;
    }

    boolean excludes(FakeClaim other) {
      boolean overlap = path().startsWith(other.path()) || other.path().startsWith(path());
      return (overlap && (replaces() || other.replaces()))
          || (file().isPresent() && file().equals(other.file()));
    }

    private boolean replaces() {
      return request.install() == Install.REPLACE && request.unpack();
    }

    private Optional<String> file() {
      return request.publishesArchive()
          ? Optional.of(
              path().resolve(request.fileName().value()).toString().toLowerCase(Locale.ROOT))
          : Optional.empty();
    }

    @Override
    public Path path() {
      return request.savePath();
    }

    @Override
    public void close() {
      synchronized (FakeWorkspace.this) {
        claims.remove(this);
      }
    }
  }

  /** A staging in memory. */
  public final class FakeStaging implements Staging {
    private final Path destination;
    private final Cancellation cancellation;
    private final MemoryArrivingFile archive;
    private final List<MemoryTree> trees = new ArrayList<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private boolean discarded;
    private boolean treeDropped;

    private FakeStaging(Path destination, Cancellation cancellation) {
      this.destination = destination;
      this.cancellation = cancellation;
      this.archive = new MemoryArrivingFile(cancellation);
    }

    public boolean isDiscarded() {
      synchronized (FakeWorkspace.this) {
        return discarded;
      }
    }

    /** All trees ever made, the oldest first. */
    public List<MemoryTree> trees() {
      synchronized (FakeWorkspace.this) {
        return List.copyOf(trees);
      }
    }

    @Override
    public MemoryArrivingFile archive() {
      return archive;
    }

    @Override
    public NewTree newTree() {
      synchronized (FakeWorkspace.this) {
        if (treeRefusal != null) {
          return new NewTree.Failed(treeRefusal);
        }
        MemoryTree tree = new MemoryTree();
        treeDropped = false;
        trees.add(tree);
        return new NewTree.Made(tree);
      }
    }

    @Override
    public Published publish(Order order, Gate gate) {
      if (pauseBefore() || cancellation.isCancelled()) {
        return new Published.Refused();
      }
      Optional<Failure> conflict;
      synchronized (FakeWorkspace.this) {
        conflict = conflict(order);
      }
      if (conflict.isPresent()) {
        return new Published.Failed(conflict.get());
      }
      if (!gate.enter()) {
        return new Published.Refused();
      }
      try {
        Pause inside = inside();
        if (inside != null) {
          inside.stop();
        }
        return undoes(gate) ? new Published.Refused() : rename(order);
      } finally {
        gate.leave();
      }
    }

    private boolean undoes(Gate gate) {
      boolean closing = gate.isClosing();
      synchronized (FakeWorkspace.this) {
        return undoing && closing;
      }
    }

    /** Whether it was cancelled meanwhile. */
    private boolean pauseBefore() {
      Pause pause;
      synchronized (FakeWorkspace.this) {
        pause = beforeGate;
      }
      if (pause != null && pause.released.getCount() > 0) {
        Pause own = new Pause();
        Thread.ofVirtual()
            .start(() -> {
              pause.stop();
              own.release();
            });
        try (Cancellation.Registration _ = cancellation.onCancel(own::release)) {
          own.stop();
        }
      }
      return cancellation.isCancelled();
    }

    private @Nullable Pause inside() {
      synchronized (FakeWorkspace.this) {
        return insideGate;
      }
    }

    private Published rename(Order order) {
      synchronized (FakeWorkspace.this) {
        publications++;
        Failure scripted = publicationFailures.get(publications);
        if (scripted != null) {
          return new Published.Failed(scripted);
        }
        FileList list = list(order);
        if (order.tree() && order.install() == Install.REPLACE) {
          files.keySet().removeIf(path -> path.startsWith(destination));
          folders.removeIf(path -> path.startsWith(destination));
        }
        addFolders(destination);
        boolean keep = order.onExisting() == OnExisting.KEEP;
        staged(order)
            .forEach((path, content) -> {
              addFolders(path.getParent());
              if (!keep || !files.containsKey(path)) {
                files.put(path, content);
              }
            });
        if (order.tree()) {
          trees.getLast().folders().forEach(folder -> addFolders(destination.resolve(folder)));
        }
        return new Published.Done(destination, list);
      }
    }

    private FileList list(Order order) {
      boolean keep = order.install() == Install.MERGE && order.onExisting() == OnExisting.KEEP;
      FileList.Builder list = new FileList.Builder();
      staged(order)
          .forEach((path, content) -> {
            boolean replaced = files.containsKey(path);
            if (!(keep && replaced)) {
              String below = destination.relativize(path).toString();
              boolean link = order.tree() && trees.getLast().links().containsKey(below);
              list.add(below, link ? 0 : content.length, replaced);
            }
          });
      return list.build();
    }

    private Map<Path, byte[]> staged(Order order) {
      Map<Path, byte[]> staged = new TreeMap<>();
      if (order.tree()) {
        MemoryTree tree = trees.getLast();
        tree.files().forEach(path -> staged.put(destination.resolve(path), tree.content(path)));
        tree.links()
            .forEach((path, target) ->
                staged.put(
                    destination.resolve(path), ("-> " + target).getBytes(StandardCharsets.UTF_8)));
      }
      order
          .archiveAs()
          .ifPresent(name -> staged.put(destination.resolve(name.value()), archive.content()));
      return staged;
    }

    private Optional<Failure> conflict(Order order) {
      if (order.tree() && order.install() == Install.REPLACE) {
        return Optional.empty();
      }
      for (Path path : staged(order).keySet()) {
        if (folders.contains(path)) {
          return conflict(path, "is a folder where the archive has a file");
        }
        if (files.containsKey(path) && order.onExisting() == OnExisting.FAIL) {
          return conflict(path, "is there already");
        }
        for (Path at = path.getParent();
            at != null && at.startsWith(destination);
            at = at.getParent()) {
          if (files.containsKey(at)) {
            return conflict(at, "is a file where the archive has a folder");
          }
        }
      }
      return Optional.empty();
    }

    private static Optional<Failure> conflict(Path path, String why) {
      return Optional.of(new Failure.DestinationConflict(path.toString(), why));
    }

    @Override
    public void discard() {
      synchronized (FakeWorkspace.this) {
        discarded = true;
      }
      gone.complete(null);
    }

    @Override
    public void dropTree() {
      synchronized (FakeWorkspace.this) {
        treeDropped = true;
      }
    }

    /** Whether the newest tree has been dropped. */
    public boolean isTreeDropped() {
      synchronized (FakeWorkspace.this) {
        return treeDropped;
      }
    }

    @Override
    public CompletableFuture<Void> gone() {
      return gone;
    }
  }
}
