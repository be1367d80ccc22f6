package dev.leash.filesystem.archive;

import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import java.nio.ByteBuffer;

/** A file that looks as if its length were not known yet, whenever somebody asks. */
record WithoutLength(WholeFile file) implements ArrivingFile {
  @Override
  public Read read(int generation, long position, ByteBuffer target, Cancellation reader) {
    return file.read(generation, position, target, reader);
  }

  @Override
  public Read awaitWhole(int generation, Cancellation reader) {
    return file.awaitWhole(generation, reader);
  }

  @Override
  public boolean hasArrived(int generation, long position, long length) {
    return position + length <= file.content().limit();
  }

  @Override
  public boolean awaitWanted(int generation, long position, long length, Cancellation reader) {
    return false;
  }

  @Override
  public Writer writer(int generation) {
    return file.writer(generation);
  }

  @Override
  public void want(int generation, long position, long length) {}
}
