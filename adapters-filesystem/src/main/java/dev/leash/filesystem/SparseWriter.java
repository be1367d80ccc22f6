package dev.leash.filesystem;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile.Listening;
import dev.leash.domain.port.ArrivingFile.Needs;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.ArrivingFile.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Writes one generation of an arriving file. Safe for use by several threads. */
final class SparseWriter implements Writer {
  private final SparseArrivingFile file;
  private final int generation;
  private final Space space;

  SparseWriter(SparseArrivingFile file, int generation, Space space) {
    this.file = file;
    this.generation = generation;
    this.space = space;
  }

  @Override
  public Written announce(long length) {
    OptionalLong arrived = file.arrived(generation);
    if (arrived.isEmpty()) {
      return new Written.Revoked();
    }
    Optional<Failure> full = space.expectArchive(Math.max(0, length - arrived.getAsLong()));
    return full.isPresent() ? new Written.Refused(full.get()) : setLength(length);
  }

  @Override
  public Written write(long position, ByteBuffer source) {
    Optional<Generation> own = file.writable(generation);
    if (own.isEmpty()) {
      return new Written.Revoked();
    }
    int count = source.remaining();
    try {
      own.get().write(position, source);
    } catch (ClosedChannelException e) {
      return new Written.Revoked();
    } catch (IOException e) {
      return new Written.Refused(space.failureOf(e, own.get().path, source.remaining()));
    }
    AtomicLong more = new AtomicLong();
    Written written =
        file.change(
            generation, current -> more.set(current.arrived.add(position, position + count)));
    // What is written over takes no more room.
    Optional<Failure> full = space.wroteArchive(more.get());
    return written instanceof Written.Done && full.isPresent()
        ? new Written.Refused(full.get())
        : written;
  }

  @Override
  public Written finish(long length) {
    Written finished =
        file.change(
            generation,
            own -> {
              own.length = OptionalLong.of(length);
              own.finished = true;
            });
    file.arrived();
    return finished;
  }

  @Override
  public Listening listen(Needs needs) {
    return file.listen(generation, needs);
  }

  private Written setLength(long length) {
    return file.change(generation, own -> own.length = OptionalLong.of(length));
  }
}
