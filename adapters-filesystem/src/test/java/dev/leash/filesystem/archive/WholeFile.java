package dev.leash.filesystem.archive;

import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import java.nio.ByteBuffer;

/** A file that is there, of any size; keeps nothing but its bytes. */
record WholeFile(ByteBuffer content) implements ArrivingFile {
  WholeFile(byte[] content) {
    this(ByteBuffer.wrap(content));
  }

  @Override
  public Read read(int generation, long position, ByteBuffer target, Cancellation reader) {
    if (position >= content.limit()) {
      return new Read.End(content.limit());
    }
    int count = Math.min(target.remaining(), content.limit() - (int) position);
    target.put(content.slice((int) position, count));
    return new Read.Bytes(count);
  }

  @Override
  public Read awaitWhole(int generation, Cancellation reader) {
    return new Read.End(content.limit());
  }

  @Override
  public boolean hasArrived(int generation, long position, long length) {
    return true;
  }

  @Override
  public boolean awaitWanted(int generation, long position, long length, Cancellation reader) {
    return true;
  }

  @Override
  public Writer writer(int generation) {
    throw new UnsupportedOperationException("it is whole");
  }

  @Override
  public void want(int generation, long position, long length) {}
}
