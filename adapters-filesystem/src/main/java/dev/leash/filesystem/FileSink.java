package dev.leash.filesystem;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Tree;
import dev.leash.filesystem.Disk.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** One new file of a staged tree. For one thread. */
final class FileSink implements Tree.Sink {
  /** How each is opened: nothing that exists is ever written into. */
  static final Set<OpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Path path;
  private final OpenFile file;
  private final Space space;
  private final Optional<Instant> modified;
  private final LongConsumer whole;
  private long written;
  private boolean closed;

  /** A file that was just made. */
  record Opening(Path path, OpenFile file) {}

  /**
   * @param whole is told the file's size when it is whole
   */
  FileSink(Opening opening, Space space, Optional<Instant> modified, LongConsumer whole) {
    this.path = opening.path();
    this.file = opening.file();
    this.space = space;
    this.modified = modified;
    this.whole = whole;
  }

  /** Why what it is to hold could not be read. */
  Failure failureOf(IOException e) {
    return space.failureOf(e, path, 0);
  }

  @Override
  public Optional<Failure> write(ByteBuffer source) {
    int count = source.remaining();
    try {
      while (source.hasRemaining()) {
        written += file.write(source, written);
      }
      return space.wroteTree(count);
    } catch (IOException e) {
      return Optional.of(space.failureOf(e, path, source.remaining()));
    }
  }

  @Override
  public Optional<Failure> finish() {
    try {
      boolean first = !closed;
      closed = true;
      file.close();
      if (modified.isPresent()) {
        space.disk().setModified(path, FileTime.from(modified.get()));
      }
      if (first) {
        whole.accept(written);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(space.failureOf(e, path, 0));
    }
  }

  @Override
  public void close() {
    try {
      closed = true;
      file.close();
    } catch (IOException e) {
      // The file is not whole, or finish() has told: nobody counts on it.
      return;
    }
  }
}
