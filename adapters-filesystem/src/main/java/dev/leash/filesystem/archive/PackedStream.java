package dev.leash.filesystem.archive;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A range of the arriving file for decoders, which read single bytes: buffered. Not safe for use by
 * several threads.
 */
final class PackedStream extends InputStream {
  static final int BUFFER = 32 << 10;

  private final ArrivingBytes source;
  private final ByteBuffer buffer;
  private long position;
  private long left;

  PackedStream(ArrivingBytes source, long position, long size) {
    this.source = source;
    this.position = position;
    this.left = size;
    this.buffer = ByteBuffer.allocate((int) Math.min(size, BUFFER)).limit(0);
  }

  @Override
  public int read() throws ExtractionEnded {
    return buffer.hasRemaining() || fill() ? Byte.toUnsignedInt(buffer.get()) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws ExtractionEnded {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining() && !fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  private boolean fill() throws ExtractionEnded {
    if (left == 0) {
      return false;
    }
    buffer.clear().limit((int) Math.min(left, buffer.capacity()));
    int count = source.read(position, buffer);
    if (count < 0) {
      throw ExtractionEnded.corrupt("it ends too early");
    }
    buffer.flip();
    position += count;
    left -= count;
    return true;
  }
}
