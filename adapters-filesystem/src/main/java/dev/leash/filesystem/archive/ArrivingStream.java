package dev.leash.filesystem.archive;

import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The arriving file from its start to its end, for what reads in one pass. Buffered, because a read
 * of the file costs a lock. For one thread.
 */
final class ArrivingStream extends InputStream {
  private static final int BUFFER = 64 << 10;

  private final ArrivingBytes source;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private long position;

  ArrivingStream(ArrivingBytes source) {
    this.source = source;
  }

  /** How many bytes of the file were taken so far. */
  long position() {
    return position;
  }

  @Override
  public int read() throws ExtractionEnded {
    return buffer.hasRemaining() || refill() ? Byte.toUnsignedInt(buffer.get()) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws ExtractionEnded {
    if (!buffer.hasRemaining()) {
      if (length >= BUFFER) {
        return take(ByteBuffer.wrap(target, offset, length));
      }
      if (length > 0 && !refill()) {
        return -1;
      }
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  @Override
  public void close() {}

  private boolean refill() throws ExtractionEnded {
    buffer.clear();
    int count = take(buffer);
    buffer.flip();
    return count > 0;
  }

  private int take(ByteBuffer target) throws ExtractionEnded {
    int count = source.read(position, target);
    position += Math.max(0, count);
    return count;
  }
}
