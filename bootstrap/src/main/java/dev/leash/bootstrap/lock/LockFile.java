package dev.leash.bootstrap.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock that lasts as long as its process, however that ends; the file names the process. The file
 * itself stays: were it deleted, a third process could lock a new one while a second still waits
 * for the old.
 */
public final class LockFile implements AutoCloseable {
  /**
   * What this process holds itself. POSIX drops a process's lock as soon as it closes any
   * descriptor of the file, so a file that is here must not even be opened.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  /** Past the text: on Windows nobody else can read what is locked. */
  private static final long LOCKED_AT = 1 << 20;

  private final Path path;
  private final FileChannel channel;

  private LockFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param what the lock is for, for the message
   * @throws StartFailure when another live process has it
   */
  public static LockFile take(Path path, String what) throws IOException, StartFailure {
    Path folder = path.toAbsolutePath().resolveSibling("");
    Path real = folder.toRealPath().resolve(folder.relativize(path.toAbsolutePath()));
    if (!OURS.add(real)) {
      throw held(what, Long.toString(ProcessHandle.current().pid()));
    }
    boolean taken = false;
    try {
      LockFile lock = lock(real, what);
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        OURS.remove(real);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      OURS.remove(path);
    }
  }

  private static LockFile lock(Path path, String what) throws IOException, StartFailure {
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            OwnerOnly.at(path).file());
    try {
      if (channel.tryLock(LOCKED_AT, 1, false) == null) {
        throw held(what, Files.readString(path).strip());
      }
      channel.truncate(0);
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      var _ = channel.write(ByteBuffer.wrap(pid));
      return new LockFile(path, channel);
    } catch (IOException | StartFailure | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static StartFailure.Held held(String what, String pid) {
    return new StartFailure.Held(what + " is held by the daemon with pid " + pid);
  }
}
