package dev.leash.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A test's folder in memory, where the machine has such a place, else the usual one: for tests that
 * make and delete so many small files that a busy disk takes minutes. Safe for use by several
 * threads.
 */
final class InMemory implements TempDirFactory {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  /** Containers have as little as 64 MiB there; a small download and its copies take less. */
  private static final long ENOUGH = 16L << 20;

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    return isThere()
        ? Files.createTempDirectory(SHARED_MEMORY, "leash-test")
        : Files.createTempDirectory("leash-test");
  }

  private static boolean isThere() throws IOException {
    return Files.isDirectory(SHARED_MEMORY)
        && Files.isWritable(SHARED_MEMORY)
        && Files.getFileStore(SHARED_MEMORY).getUsableSpace() >= ENOUGH;
  }
}
