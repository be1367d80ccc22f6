package dev.leash.bootstrap.ipc;

import dev.leash.bootstrap.lock.LockFile;
import dev.leash.bootstrap.lock.OwnerOnly;
import dev.leash.bootstrap.lock.StartFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/**
 * The socket's file: made where only our user can reach it, held by a lock, and removed at the end.
 * Whoever holds the lock file's lock owns the socket beside it, so a stale socket is taken over by
 * one daemon only.
 */
final class SocketFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SocketFile.class.getName());

  /** sun_path has 108 bytes on Linux and 104 on macOS; the JDK keeps two of them for itself. */
  private static final int MAX_LINUX = 106;

  private static final int MAX_MAC = 102;
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final LockFile lock;
  private final ServerSocketChannel server;

  private SocketFile(Path path, LockFile lock, ServerSocketChannel server) {
    this.path = path;
    this.lock = lock;
    this.server = server;
  }

  /** Makes the socket and listens. */
  static SocketFile open(Path path) throws StartFailure {
    return open(path, OwnerOnly.at(path));
  }

  static SocketFile open(Path path, OwnerOnly ways) throws StartFailure {
    checkLength(path);
    try {
      checkFolder(path.resolveSibling(""), ways);
      LockFile lock =
          LockFile.take(path.resolveSibling(path.getFileName() + ".lock"), "The socket " + path);
      try {
        removeStale(path, ways);
        return new SocketFile(path, lock, listen(path, ways));
      } catch (IOException | StartFailure | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw StartFailure.because("The socket " + path + " cannot be made", e);
    }
  }

  ServerSocketChannel server() {
    return server;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      server.close();
      Files.deleteIfExists(path);
    }
  }

  private static void checkLength(Path path) throws StartFailure {
    boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    int max = mac ? MAX_MAC : MAX_LINUX;
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > max) {
      throw new StartFailure(
          "The socket path is "
              + length
              + " bytes long; this platform takes at most "
              + max
              + ": "
              + path);
    }
  }

  private static void checkFolder(Path folder, OwnerOnly ways) throws IOException, StartFailure {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Path above = folder.getParent();
      if (above != null) {
        Files.createDirectories(above, ways.folder());
      }
      Files.createDirectory(folder, ways.folder());
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new StartFailure("The socket's folder must be a folder and no link: " + folder);
    }
    if (ways == OwnerOnly.MODES) {
      checkMode(folder);
    }
  }

  private static void checkMode(Path folder) throws IOException, StartFailure {
    int mode = (int) Files.getAttribute(folder, "unix:mode");
    boolean othersWrite = (mode & 0022) != 0;
    boolean sticky = (mode & 01000) != 0;
    if (othersWrite && !sticky) {
      throw new StartFailure("Others may write to the socket's folder: " + folder);
    }
    if (othersWrite) {
      LOG.log(
          System.Logger.Level.WARNING,
          () ->
              "Others may write to the socket's folder, where its sticky bit protects it: "
                  + folder);
    }
  }

  /** A daemon that was killed leaves its socket: nobody answers on it. */
  private static void removeStale(Path path, OwnerOnly ways) throws IOException, StartFailure {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path, ways)) {
      throw new StartFailure("The socket's path is taken by something that is no socket: " + path);
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.connect(UnixDomainSocketAddress.of(path));
      throw new StartFailure("Another process listens on the socket: " + path);
    } catch (ConnectException refused) {
      Files.delete(path);
    }
  }

  /** Windows tells no more than that it is something else than a file, a folder, or a link. */
  private static boolean isSocket(Path path, OwnerOnly ways) throws IOException {
    return switch (ways) {
      case MODES ->
          ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0170000)
              == 0140000;
      case INHERITED ->
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .isOther();
    };
  }

  private static ServerSocketChannel listen(Path path, OwnerOnly ways) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      if (ways == OwnerOnly.MODES) {
        Files.setPosixFilePermissions(path, OWNER_FILE);
      }
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }
}
