package dev.leash.filesystem;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile.Listening;
import dev.leash.domain.port.ArrivingFile.Needs;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.ArrivingFile.Written;
import java.nio.ByteBuffer;

/** Of a generation whose file could not be made. */
record RefusingWriter(Failure failure) implements Writer {
  @Override
  public Written announce(long length) {
    return new Written.Refused(failure);
  }

  @Override
  public Written write(long position, ByteBuffer source) {
    return new Written.Refused(failure);
  }

  @Override
  public Written finish(long length) {
    return new Written.Refused(failure);
  }

  @Override
  public Listening listen(Needs needs) {
    return () -> {};
  }
}
