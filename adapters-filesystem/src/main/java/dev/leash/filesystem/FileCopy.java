package dev.leash.filesystem;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Tree;
import dev.leash.filesystem.Disk.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A file of a staged tree that is being copied to another name. For one thread. */
final class FileCopy implements Tree.Copy {
  private final OpenFile source;
  private final FileSink sink;
  private final long size;
  private final BooleanSupplier dropped;
  private long copied;

  /**
   * @param dropped whether nobody wants the tree any more: a copy can be long
   */
  FileCopy(OpenFile source, FileSink sink, long size, BooleanSupplier dropped) {
    this.source = source;
    this.sink = sink;
    this.size = size;
    this.dropped = dropped;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Optional<Failure> next(int bytes) {
    if (dropped.getAsBoolean()) {
      return Optional.of(StagedTree.dropped());
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    try {
      while (buffer.hasRemaining()) {
        int count = source.read(buffer, copied + buffer.position());
        if (count < 0) {
          return Optional.of(
              new Failure.IoError(Optional.empty(), "a file that was just written is shorter now"));
        }
      }
    } catch (IOException e) {
      return Optional.of(sink.failureOf(e));
    }
    copied += bytes;
    return sink.write(buffer.flip());
  }

  @Override
  public Optional<Failure> finish() {
    return sink.finish();
  }

  @Override
  public void close() {
    sink.close();
    try {
      source.close();
    } catch (IOException e) {
      // It was only read.
      return;
    }
  }
}
