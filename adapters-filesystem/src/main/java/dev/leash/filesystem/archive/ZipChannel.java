package dev.leash.filesystem.archive;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * The zip as the library reads it: without what was put before it, and with its directory in
 * memory, because the library reads that in pieces of a few bytes. Not safe for use by several
 * threads.
 */
final class ZipChannel implements SeekableByteChannel {
  private final ArrivingBytes source;
  private final CentralDirectory directory;
  private long position;
  private boolean open = true;

  ZipChannel(ArrivingBytes source, CentralDirectory directory) {
    this.source = source;
    this.directory = directory;
  }

  @Override
  public int read(ByteBuffer target) throws ExtractionEnded {
    if (!target.hasRemaining()) {
      return 0;
    }
    long at = position + directory.end().shift();
    if (at >= directory.end().fileLength()) {
      return -1;
    }
    int count = at < directory.end().directory() ? source.read(at, target) : fromMemory(at, target);
    position += Math.max(0, count);
    return count;
  }

  private int fromMemory(long at, ByteBuffer target) {
    int from = (int) (at - directory.end().directory());
    int count = Math.min(directory.bytes().limit() - from, target.remaining());
    target.put(directory.bytes().slice(from, count));
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    if (newPosition < 0) {
      throw new IllegalArgumentException("position must not be negative, but was " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return directory.end().fileLength() - directory.end().shift();
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
