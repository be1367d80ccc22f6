package dev.leash.filesystem.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What one coder gives to another: no more than it is said to give, and nothing when nobody wants
 * it any more, for the other may take long to make a byte of it. Not safe for use by several
 * threads.
 */
final class InnerStream extends FilterInputStream {
  /** In bytes; a look at the cancellation costs a lock. */
  private static final int LOOK_EVERY = 32 << 10;

  private final ArrivingBytes source;
  private long left;
  private int unlooked;

  InnerStream(InputStream in, long size, ArrivingBytes source) {
    super(in);
    this.source = source;
    this.left = size;
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    look(1);
    int read = super.read();
    left -= read < 0 ? 0 : 1;
    return read;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = super.read(target, offset, (int) Math.min(length, left));
    look(count);
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public long skip(long count) {
    throw new UnsupportedOperationException("decoders read");
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void look(int count) throws ExtractionEnded {
    unlooked += count;
    if (unlooked >= LOOK_EVERY) {
      unlooked = 0;
      source.stopIfCancelled();
    }
  }
}
