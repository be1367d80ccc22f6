package dev.leash.filesystem;

import dev.leash.filesystem.Disk.OpenFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * One generation of an arriving file: its bytes on disk, and what is known of them under the file's
 * lock.
 */
final class Generation {
  final int number;
  final Path path;
  private final OpenFile file;
  private final Disk disk;

  // Guarded by the arriving file's lock.
  final ArrivedRanges arrived = new ArrivedRanges();
  final Demand demand = new Demand();
  OptionalLong length = OptionalLong.empty();
  boolean finished;

  Generation(int number, Path path, OpenFile file, Disk disk) {
    this.number = number;
    this.path = path;
    this.file = file;
    this.disk = disk;
  }

  /** Whether a read there has something to give, be it the end. */
  boolean hasAnswerAt(long position) {
    return (length.isPresent() && position >= length.getAsLong())
        || arrived.contiguousFrom(position) > 0;
  }

  void write(long position, ByteBuffer source) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += file.write(source, at);
    }
  }

  /** Reads at most {@code available} bytes, which have arrived. */
  int read(long position, ByteBuffer target, long available) throws IOException {
    int limit = target.limit();
    try {
      target.limit(target.position() + (int) Math.min(target.remaining(), available));
      int count = file.read(target, position);
      if (count <= 0) {
        throw new EOFException("bytes that had been written are gone");
      }
      return count;
    } finally {
      target.limit(limit);
    }
  }

  /** Frees its room on the disk. What fails here is left to the sweeper. */
  void drop() {
    close();
    try {
      disk.delete(path);
    } catch (IOException e) {
      // The sweeper deletes the whole staging folder later.
      return;
    }
  }

  void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing is lost: what must last was written by calls that answered.
      return;
    }
  }
}
