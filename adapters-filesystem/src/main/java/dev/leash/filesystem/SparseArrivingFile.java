package dev.leash.filesystem;

import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.Disk.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The archive on disk while it arrives. Each generation has a file of its own, so that the late
 * write of a revoked one cannot land among the bytes of the next. Bytes are written and read
 * outside the lock. Safe for use by several threads.
 */
final class SparseArrivingFile implements ArrivingFile, AutoCloseable {
  private final Path folder;
  private final boolean published;
  private final CrashPoints points;
  private final Space space;
  private final Cancellation cancellation;
  private final Cancellation.Registration registration;

  /** Held while a generation begins. */
  private final ReentrantLock beginning = new ReentrantLock();

  /** Never held over a call of the disk, which may hang: a cancellation takes it. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private Generation current;
  private boolean closed;

  /**
   * Where it is made, and how.
   *
   * @param published whether it shall be readable as published files are; else by its owner alone
   */
  record Opening(Path folder, boolean published, CrashPoints points) {}

  /** Makes the file. */
  SparseArrivingFile(Opening opening, Space space, Cancellation cancellation) throws IOException {
    this.folder = opening.folder();
    this.published = opening.published();
    this.points = opening.points();
    this.space = space;
    this.cancellation = cancellation;
    this.current = create(1);
    this.registration = cancellation.onCancel(this::wake);
  }

  /** Where the current generation's bytes are. */
  Path path() {
    lock.lock();
    try {
      return current.path;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Read read(int generation, long position, ByteBuffer target, Cancellation reader) {
    Optional<Read> read = Optional.empty();
    while (read.isEmpty()) {
      read =
          switch (await(generation, position, reader)) {
            case Awaited.Not(Read not) -> Optional.of(not);
            case Awaited.There(Generation there, long count) ->
                readFrom(there, position, target, count);
          };
    }
    return read.get();
  }

  /** Empty when the file was closed since the lock was left: another look tells why. */
  private static Optional<Read> readFrom(
      Generation generation, long position, ByteBuffer target, long count) {
    try {
      return Optional.of(new Read.Bytes(generation.read(position, target, count)));
    } catch (ClosedChannelException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new Read.Failed(IoFailures.of(e, generation.path)));
    }
  }

  private Awaited await(int generation, long position, Cancellation reader) {
    return await(
        new Demand.Waiter(position, current -> current.hasAnswerAt(position)),
        () -> look(generation, position, reader),
        reader);
  }

  @Override
  public Read awaitWhole(int generation, Cancellation reader) {
    return await(
        new Demand.Waiter(Long.MAX_VALUE, current -> current.finished),
        () -> lookForWhole(generation, reader),
        reader);
  }

  @Override
  public boolean awaitWanted(int generation, long position, long length, Cancellation reader) {
    return await(
        new Demand.Waiter(position, current -> current.hasAnswerAt(position)),
        () -> lookForWanted(generation, position, length, reader),
        reader);
  }

  private <T> T await(Demand.Waiter waiter, Supplier<Optional<T>> look, Cancellation reader) {
    Optional<T> now = look.get();
    if (now.isPresent()) {
      return now.get();
    }
    try (Cancellation.Registration _ = reader.onCancel(this::wake)) {
      Needs hearing;
      Generation own;
      lock.lock();
      try {
        now = look.get();
        if (now.isPresent()) {
          return now.get();
        }
        own = current;
        hearing = own.demand.add(waiter);
      } finally {
        lock.unlock();
      }
      try {
        hearing.waits(waiter.position());
        return awaitChange(look);
      } finally {
        forget(own, waiter);
      }
    }
  }

  private <T> T awaitChange(Supplier<Optional<T>> look) {
    lock.lock();
    try {
      Optional<T> now = look.get();
      while (now.isEmpty()) {
        changed.awaitUninterruptibly();
        now = look.get();
      }
      return now.get();
    } finally {
      lock.unlock();
    }
  }

  private void forget(Generation own, Demand.Waiter waiter) {
    lock.lock();
    try {
      own.demand.remove(waiter);
    } finally {
      lock.unlock();
    }
  }

  /** Empty when it is to be waited for. */
  private Optional<Awaited> look(int generation, long position, Cancellation reader) {
    lock.lock();
    try {
      Optional<Read> over = lookForEnd(generation, reader);
      if (over.isPresent()) {
        return over.map(Awaited.Not::new);
      }
      if (current.length.isPresent() && position >= current.length.getAsLong()) {
        return Optional.of(new Awaited.Not(new Read.End(current.length.getAsLong())));
      }
      long count = current.arrived.contiguousFrom(position);
      return count > 0 ? Optional.of(new Awaited.There(current, count)) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Read> lookForWhole(int generation, Cancellation reader) {
    lock.lock();
    try {
      Optional<Read> over = lookForEnd(generation, reader);
      return over.isEmpty() && current.finished
          ? Optional.of(new Read.End(current.length.orElseThrow()))
          : over;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Boolean> lookForWanted(
      int generation, long position, long length, Cancellation reader) {
    lock.lock();
    try {
      boolean arrived = reader.isCancelled() || hasArrived(generation, position, length);
      return arrived || !current.demand.isHeard() ? Optional.of(arrived) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Why nothing more comes of a generation to a reader; empty when it may. */
  private Optional<Read> lookForEnd(int generation, Cancellation reader) {
    if (closed || cancellation.isCancelled() || reader.isCancelled()) {
      return Optional.of(new Read.Cancelled());
    }
    return generation == current.number
        ? Optional.empty()
        : Optional.of(new Read.Restarted(current.number));
  }

  @Override
  public boolean hasArrived(int generation, long position, long length) {
    lock.lock();
    try {
      if (isRevoked(generation)) {
        return true;
      }
      long end = Math.min(position + length, current.length.orElse(Long.MAX_VALUE));
      return current.arrived.contiguousFrom(position) >= end - position;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Writer writer(int generation) {
    beginning.lock();
    try {
      return begins(generation) ? begin(generation) : new SparseWriter(this, generation, space);
    } finally {
      beginning.unlock();
    }
  }

  private boolean begins(int generation) {
    lock.lock();
    try {
      return generation == current.number + 1 && !closed && !cancellation.isCancelled();
    } finally {
      lock.unlock();
    }
  }

  private Writer begin(int generation) {
    Generation next;
    try {
      next = create(generation);
    } catch (IOException e) {
      return new RefusingWriter(space.failureOf(e, folder, 0));
    }
    Generation unused;
    lock.lock();
    try {
      unused = closed ? next : current;
      if (!closed) {
        current = next;
        space.forgetArchive();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    unused.drop();
    return new SparseWriter(this, generation, space);
  }

  @Override
  public void want(int generation, long position, long length) {
    Needs hearing;
    lock.lock();
    try {
      if (generation != current.number) {
        return;
      }
      hearing = current.demand.add(position, length);
    } finally {
      lock.unlock();
    }
    hearing.wants(position, length);
  }

  /** Has somebody hear what readers of a generation that may be written are in need of. */
  Listening listen(int generation, Needs needs) {
    Optional<Generation> own = writable(generation);
    if (own.isEmpty()) {
      return () -> {};
    }
    Demand demand = own.get().demand;
    Runnable told;
    lock.lock();
    try {
      told = demand.listen(needs, own.get());
    } finally {
      lock.unlock();
    }
    told.run();
    return () -> {
      lock.lock();
      try {
        demand.silence(needs);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    };
  }

  /**
   * Nothing is written from now on, and whoever waits hears that the download is over. Touches no
   * disk.
   */
  void end() {
    registration.close();
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    end();
    Generation last;
    lock.lock();
    try {
      last = current;
    } finally {
      lock.unlock();
    }
    last.close();
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Generation create(int number) throws IOException {
    Path path = folder.resolve("archive-" + number);
    OpenFile file =
        space
            .disk()
            .open(
                path,
                Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS),
                published ? Modes.file(path, false) : Modes.privateFile(path));
    return new Generation(number, path, file, space.disk());
  }

  /** What a reader that waited has come to. */
  private sealed interface Awaited {
    record There(Generation generation, long count) implements Awaited {}

    record Not(Read read) implements Awaited {}
  }

  /** The generation of that number while it may be written, and only then. */
  Optional<Generation> writable(int generation) {
    lock.lock();
    try {
      return isRevoked(generation) ? Optional.empty() : Optional.of(current);
    } finally {
      lock.unlock();
    }
  }

  /** Its last byte has been written, for all that its writer knows. */
  void arrived() {
    points.reached(Point.ARRIVED);
  }

  /** How many bytes of a generation that may be written have arrived. */
  OptionalLong arrived(int generation) {
    lock.lock();
    try {
      return isRevoked(generation)
          ? OptionalLong.empty()
          : OptionalLong.of(current.arrived.total());
    } finally {
      lock.unlock();
    }
  }

  /** Changes what is known of a generation that may be written, and wakes its readers. */
  Written change(int generation, Consumer<Generation> change) {
    lock.lock();
    try {
      if (isRevoked(generation)) {
        return new Written.Revoked();
      }
      change.accept(current);
      changed.signalAll();
      return new Written.Done();
    } finally {
      lock.unlock();
    }
  }

  private boolean isRevoked(int generation) {
    return generation != current.number || closed || cancellation.isCancelled();
  }
}
