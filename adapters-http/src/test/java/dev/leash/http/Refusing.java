package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** A file on a disk that is full for a while. */
final class Refusing implements ArrivingFile {
  static final Failure FULL = new Failure.DiskFull(OptionalLong.empty(), 0);

  private final ArrivingFile file;
  private volatile boolean writes;
  private volatile boolean end;

  Refusing(ArrivingFile file) {
    this.file = file;
  }

  /** Whether writes are refused; they happen all the same. */
  void refuse(boolean refused) {
    writes = refused;
  }

  void refuseEnd(boolean refused) {
    end = refused;
  }

  @Override
  public Read read(int generation, long position, ByteBuffer target, Cancellation cancellation) {
    return file.read(generation, position, target, cancellation);
  }

  @Override
  public Read awaitWhole(int generation, Cancellation cancellation) {
    return file.awaitWhole(generation, cancellation);
  }

  @Override
  public boolean hasArrived(int generation, long position, long length) {
    return file.hasArrived(generation, position, length);
  }

  @Override
  public boolean awaitWanted(int generation, long position, long length, Cancellation reader) {
    return file.awaitWanted(generation, position, length, reader);
  }

  @Override
  public Writer writer(int generation) {
    Writer writer = file.writer(generation);
    return new Writer() {
      @Override
      public Written announce(long length) {
        return writer.announce(length);
      }

      @Override
      public Written write(long position, ByteBuffer source) {
        Written written = writer.write(position, source);
        return writes ? new Written.Refused(FULL) : written;
      }

      @Override
      public Written finish(long length) {
        return end ? new Written.Refused(FULL) : writer.finish(length);
      }

      @Override
      public Listening listen(Needs needs) {
        return writer.listen(needs);
      }
    };
  }

  @Override
  public void want(int generation, long position, long length) {
    file.want(generation, position, length);
  }
}
