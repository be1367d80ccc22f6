package dev.leash.benchmarks.cancel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Holds the turn to publish as another daemon of the same user would, by the lock beside the
 * staging folders: what is staged then waits.
 */
final class HeldTurn implements AutoCloseable {
  private final Path home;
  private final FileChannel channel;
  private final FileLock lock;

  HeldTurn(Path root) throws IOException {
    home = root.resolve(".leash-" + Files.getAttribute(root, "unix:uid"));
    if (Files.notExists(home)) {
      Files.createDirectory(
          home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    channel =
        FileChannel.open(
            home.resolve("turn.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    lock = channel.lock();
  }

  /** Whether anything is staged, or not deleted yet. */
  boolean isAnythingStaged() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.anyMatch(Files::isDirectory);
    }
  }

  /** Waits until all that was staged is deleted. */
  void awaitNothingStaged() throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    boolean over = false;
    while (!over && isAnythingStaged()) {
      // Nobody tells when a folder is gone.
      over = never.await(1, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      lock.release();
    }
  }
}
