package dev.leash.filesystem.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * What one coder gives to the next, no more than was declared. A coder may read without end before
 * it gives a byte, so this is where the cancellation is met. Buffered, because some read single
 * bytes. Not safe for use by several threads.
 */
final class SevenZJoint extends InputStream {
  static final int BUFFER = 8 << 10;

  private final ArrivingBytes source;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private long left;
  private int at;
  private int end;

  /**
   * @param size how many bytes there are at the most
   */
  SevenZJoint(ArrivingBytes source, InputStream in, long size) {
    this.source = source;
    this.in = in;
    this.left = size;
  }

  @Override
  public int read() throws IOException {
    return at < end || fill() ? Byte.toUnsignedInt(buffer[at++]) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (at == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    source.stopIfCancelled();
    at = 0;
    end = Math.max(0, in.read(buffer, 0, BUFFER));
    left -= end;
    if (left < 0) {
      throw ExtractionEnded.corrupt("one of its coders gives more than its end header says");
    }
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
