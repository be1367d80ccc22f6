package dev.leash.bootstrap.ipc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A process that has the publications' lock of a staging home, as another app's daemon has while it
 * publishes there: a lock of this process would be another thing. For one thread.
 */
final class OtherDaemon implements AutoCloseable {
  /** As every daemon names it. */
  static final String LOCK = "turn.lock";

  private final Process process;

  private OtherDaemon(Process process) {
    this.process = process;
  }

  /** The folder below this root in which all daemons of this user stage. */
  static Path home(Path root) throws IOException {
    return root.resolve(
        ".leash-" + Files.getAttribute(root, "unix:uid", LinkOption.NOFOLLOW_LINKS));
  }

  /** Returns when it has the lock. */
  static OtherDaemon publishingIn(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OtherDaemon.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.getInputStream().read() < 0) {
      throw new IOException("no lock was had in " + home);
    }
    return new OtherDaemon(process);
  }

  /** It has published, and gives up the lock. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  /** Holds the lock until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    Files.createDirectories(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path path = home.resolve(LOCK);
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      System.out.write('!');
      System.out.flush();
      while (System.in.read() >= 0) {
        // Only the end is of interest.
      }
      Files.delete(path);
    }
    if (home.toFile().list().length == 0) {
      Files.delete(home);
    }
  }
}
