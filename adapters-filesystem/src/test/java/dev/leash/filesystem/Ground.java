package dev.leash.filesystem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.filesystem.FilesystemSettings.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Folders to download into, with what the user has in them; and all that is seen there. */
final class Ground {
  private final Path root;
  private final Path state;

  /** How a download is put in its place. */
  enum Kind {
    MERGE("mods/one", Install.MERGE),
    REPLACE("mods/one", Install.REPLACE),
    NEW_FOLDER("mods/two/three", Install.MERGE);

    private final String place;
    private final Install install;

    Kind(String place, Install install) {
      this.place = place;
      this.install = install;
    }

    String place() {
      return place;
    }

    Install install() {
      return install;
    }
  }

  private Ground(Path folder) {
    this.root = folder.resolve("allowed");
    this.state = folder.resolve("state");
  }

  /** What is below a folder already. */
  static Ground in(Path folder) throws IOException {
    return new Ground(folder.toRealPath());
  }

  /** A new one: what comes finds some of its names taken, and others' files beside them. */
  static Ground furnished(Path folder) throws IOException {
    Ground ground = new Ground(Files.createDirectories(folder).toRealPath());
    for (String file : List.of("a", "b", "mine", "sub/x", "sub/mine")) {
      Path path = ground.root.resolve("mods/one").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "old " + file);
    }
    Files.createDirectories(ground.state.resolve("staging"));
    return ground;
  }

  Path root() {
    return root;
  }

  Path state() {
    return state;
  }

  Path place(Kind kind) {
    return root.resolve(kind.place());
  }

  /** What holds both folders. */
  Path folder() {
    return root.resolveSibling("");
  }

  FileWorkspace workspace(Disk disk) {
    return workspace(disk, CrashPoints.NONE);
  }

  /** A daemon's workspace here, which does all in its caller's thread. */
  FileWorkspace workspace(Disk disk, CrashPoints points) {
    Durability durability = disk.isSynced() ? Durability.FULL : Durability.PROCESS;
    return new FileWorkspace(
        new FilesystemSettings(state, List.of(root), 0, 0, durability),
        new FileWorkspace.Means(
            new HurriedClock(), new OwnThread(), () -> UUID.randomUUID().toString(), points, disk));
  }

  /** What the next start does, on a disk that works. */
  void recover() {
    try (FileWorkspace next = workspace(new NioDisk(Durability.PROCESS))) {
      next.recover();
    }
  }

  /** All that is below the root, Leash's own too: a file's content, a link's target; modes. */
  SortedMap<String, String> tree() {
    return below(root);
  }

  /** All that Leash keeps in the state directory. */
  SortedMap<String, String> own() {
    return below(state);
  }

  private static SortedMap<String, String> below(Path folder) {
    SortedMap<String, String> all = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.toList()) {
        all.put(folder.relativize(path).toString(), shown(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static String shown(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    String mode =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    return mode + " " + (Files.isDirectory(path) ? "folder" : Files.readString(path, ISO_8859_1));
  }
}
