package dev.leash.filesystem;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** One new file of a staged tree. For one thread. */
final class FileSink implements Tree.Sink {
  private final Path path;
  private final FileChannel channel;
  private final Space space;
  private final Optional<Instant> modified;

  FileSink(Path path, FileChannel channel, Space space, Optional<Instant> modified) {
    this.path = path;
    this.channel = channel;
    this.space = space;
    this.modified = modified;
  }

  @Override
  public Optional<Failure> write(ByteBuffer source) {
    int count = source.remaining();
    try {
      while (source.hasRemaining()) {
        channel.write(source);
      }
      return space.wroteTree(count);
    } catch (IOException e) {
      return Optional.of(space.failureOf(e, path, source.remaining()));
    }
  }

  @Override
  public Optional<Failure> finish() {
    try {
      channel.close();
      if (modified.isPresent()) {
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .setTimes(FileTime.from(modified.get()), null, null);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(space.failureOf(e, path, 0));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The file is not whole, or finish() has told: nobody counts on it.
      return;
    }
  }
}
