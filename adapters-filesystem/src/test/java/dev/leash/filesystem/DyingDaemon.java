package dev.leash.filesystem;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Staging.Published;
import dev.leash.domain.port.Tree;
import dev.leash.domain.port.Workspace;
import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.Ground.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A daemon that publishes one tree and dies at a named step of it; on a ground of its own. */
final class DyingDaemon {
  private final Ground ground;
  private final Disk disk;
  private final BooleanSupplier dead;

  /** What a dead daemon throws wherever it would go on. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  /**
   * Where it dies.
   *
   * @param nth of those times that it gets there
   */
  record When(Point point, int nth) {}

  DyingDaemon(Path folder) throws IOException {
    this(folder, new NioDisk(Durability.PROCESS), () -> false);
  }

  /**
   * @param folder holds all that it has
   * @param dead whether it has died in one of the disk's operations
   */
  DyingDaemon(Path folder, Disk disk, BooleanSupplier dead) throws IOException {
    this.disk = disk;
    this.dead = dead;
    this.ground = Ground.in(folder);
    Files.createDirectories(ground.root());
  }

  Path root() {
    return ground.root();
  }

  Path state() {
    return ground.state();
  }

  /** Puts there what the user had. */
  DyingDaemon furnished() throws IOException {
    Ground.furnished(ground.folder());
    return this;
  }

  /** False when it lived to its end. */
  boolean dies(Kind kind, When when) throws IOException {
    try {
      return publish(kind, when);
    } catch (Death e) {
      return true;
    }
  }

  private boolean publish(Kind kind, When when) throws IOException {
    AtomicInteger reached = new AtomicInteger();
    CrashPoints points =
        point -> {
          // Nothing that is dead goes on.
          if (reached.get() >= when.nth()
              || (point == when.point() && reached.incrementAndGet() == when.nth())) {
            throw new Death();
          }
        };
    FileWorkspace workspace = workspace(points);
    Staging staging = staged(workspace, kind);
    if (!(staging.publish(
            new Staging.Order(true, Optional.empty(), kind.install(), OnExisting.REPLACE),
            new OpenGate())
        instanceof Published.Done)) {
      throw new AssertionError("it was not published");
    }
    staging.discard();
    BooleanSupplier died = () -> reached.get() >= when.nth() || dead.getAsBoolean();
    while (workspace.stagingFolders() > 0 && !died.getAsBoolean()) {
      Thread.onSpinWait();
    }
    workspace.close();
    return died.getAsBoolean();
  }

  private Staging staged(FileWorkspace workspace, Kind kind) {
    DownloadRequest request =
        DownloadRequest.of(
            new FileName("mod.zip"),
            SourceUrl.parse("http://localhost/mod.zip"),
            ground.place(kind));
    if (!(workspace.claim(request) instanceof Workspace.Claimed.Granted(Workspace.Claim claim))
        || !(workspace.open(claim, new Cancellation())
            instanceof Workspace.OpenedStaging.Ready(Staging staging))
        || !(staging.newTree() instanceof Staging.NewTree.Made(Tree tree))) {
      throw new AssertionError("nothing could be staged");
    }
    staging.archive().writer(1).finish(0);
    for (String file : List.of("a", "b", "c", "sub/x", "sub/y", "new/f", "new/g/h")) {
      EntryPath path = new EntryPath(file);
      if (!(tree.file(path, false, Optional.empty())
          instanceof Tree.Opened.Ready(Tree.Sink sink))) {
        throw new AssertionError("no file " + file);
      }
      try (sink) {
        sink.write(ByteBuffer.wrap(("new " + file).getBytes(StandardCharsets.UTF_8)));
        sink.finish();
      }
    }
    return staging;
  }

  /** A daemon on the same folders. */
  FileWorkspace workspace(CrashPoints points) {
    return new FileWorkspace(
        FilesystemSettings.of(ground.state(), List.of(ground.root())),
        new FileWorkspace.Means(
            new FakeClock(),
            Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().uncaughtExceptionHandler((_, _) -> {}).factory()),
            () -> UUID.randomUUID().toString(),
            points,
            disk));
  }

  /** Starts again, once. */
  void recover() {
    try (FileWorkspace next = workspace(CrashPoints.NONE)) {
      next.recover();
    }
  }

  /** All that is below both folders, with Leash's own; folders end in a slash. */
  Map<String, String> everything() throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (Path top : List.of(ground.root(), ground.state())) {
      try (Stream<Path> walk = Files.walk(top)) {
        for (Path path : walk.toList()) {
          String name = ground.folder().relativize(path).toString();
          if (Files.isDirectory(path)) {
            all.put(name + "/", "");
          } else {
            all.put(name, Files.readString(path));
          }
        }
      }
    }
    return all;
  }
}
