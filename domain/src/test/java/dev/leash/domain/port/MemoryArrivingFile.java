package dev.leash.domain.port;

import dev.leash.domain.download.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An arriving file in memory; of a few MiB at the most, because it keeps a bit for each byte. */
public final class MemoryArrivingFile implements ArrivingFile {
  /** A range that a reader wanted. */
  public record Wanted(int generation, long position, long length) {}

  /** A reader that waits; not a value, for two may wait for the same. */
  private static final class Waiter {
    private final int generation;
    private final long position;
    private final boolean whole;

    Waiter(int generation, long position, boolean whole) {
      this.generation = generation;
      this.position = position;
      this.whole = whole;
    }
  }

  private enum Nobody implements Needs {
    HEARS;

    @Override
    public void wants(long position, long length) {}

    @Override
    public void waits(long position) {}
  }

  private final Cancellation cancellation;
  private final List<Wanted> wanted = new ArrayList<>();
  private final List<Waiter> waiting = new ArrayList<>();
  private Needs needs = Nobody.HEARS;
  private byte[] bytes = new byte[0];
  private BitSet arrived = new BitSet();
  private int current = 1;
  private OptionalLong length = OptionalLong.empty();
  private boolean finished;
  private @Nullable Failure refusal;

  public MemoryArrivingFile() {
    this(new Cancellation());
  }

  public MemoryArrivingFile(Cancellation cancellation) {
    this.cancellation = cancellation;
    var _ = cancellation.onCancel(this::wake);
  }

  /** A file that has arrived whole. */
  public static MemoryArrivingFile of(byte[] content) {
    MemoryArrivingFile file = new MemoryArrivingFile();
    Writer writer = file.writer(1);
    writer.write(0, ByteBuffer.wrap(content));
    writer.finish(content.length);
    return file;
  }

  /** Has every later write refused. */
  public synchronized void refuseWrites(Failure why) {
    refusal = why;
  }

  /** What has arrived from the start without a gap. */
  public synchronized byte[] content() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(bytes, 0, arrived.nextClearBit(0));
    return content.toByteArray();
  }

  public synchronized boolean isFinished() {
    return finished;
  }

  /** What the server announced, or what was finished. */
  public synchronized OptionalLong length() {
    return length;
  }

  public synchronized List<Wanted> wanted() {
    return List.copyOf(wanted);
  }

  @Override
  public Read read(int generation, long position, ByteBuffer target, Cancellation reader) {
    return await(
        new Waiter(generation, position, false),
        () -> readNow(generation, position, target),
        reader);
  }

  @Override
  public Read awaitWhole(int generation, Cancellation reader) {
    return await(new Waiter(generation, Long.MAX_VALUE, true), () -> wholeNow(generation), reader);
  }

  @Override
  public boolean awaitWanted(int generation, long position, long count, Cancellation reader) {
    // What ends a wait is no answer here; any is as good as another.
    await(
        new Waiter(generation, position, false),
        () ->
            hasArrived(generation, position, count) || needs == Nobody.HEARS
                ? Optional.of(new Read.Bytes(0))
                : Optional.empty(),
        reader);
    return reader.isCancelled() || hasArrived(generation, position, count);
  }

  private synchronized void wake() {
    notifyAll();
  }

  private Read await(Waiter waiter, Supplier<Optional<Read>> look, Cancellation reader) {
    try (Cancellation.Registration _ = reader.onCancel(this::wake)) {
      Needs hearing;
      synchronized (this) {
        Optional<Read> now = look(look, reader);
        if (now.isPresent()) {
          return now.get();
        }
        waiting.add(waiter);
        hearing = needs;
      }
      hearing.waits(waiter.position);
      return awaitTold(waiter, look, reader);
    }
  }

  private synchronized Read awaitTold(
      Waiter waiter, Supplier<Optional<Read>> look, Cancellation reader) {
    boolean interrupted = false;
    try {
      while (true) {
        Optional<Read> now = look(look, reader);
        if (now.isPresent()) {
          return now.get();
        }
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      waiting.remove(waiter);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Optional<Read> look(Supplier<Optional<Read>> look, Cancellation reader) {
    return reader.isCancelled() ? Optional.of(new Read.Cancelled()) : look.get();
  }

  private Optional<Read> wholeNow(int generation) {
    return over(generation)
        .or(() -> finished ? Optional.of(new Read.End(length.orElseThrow())) : Optional.empty());
  }

  private Optional<Read> over(int generation) {
    if (cancellation.isCancelled()) {
      return Optional.of(new Read.Cancelled());
    }
    return generation == current ? Optional.empty() : Optional.of(new Read.Restarted(current));
  }

  private Optional<Read> readNow(int generation, long position, ByteBuffer target) {
    Optional<Read> over = over(generation);
    if (over.isPresent()) {
      return over;
    }
    if (length.isPresent() && position >= length.getAsLong()) {
      return Optional.of(new Read.End(length.getAsLong()));
    }
    if (position < bytes.length && arrived.get((int) position)) {
      int from = (int) position;
      int count = Math.min(arrived.nextClearBit(from) - from, target.remaining());
      target.put(bytes, from, count);
      return Optional.of(new Read.Bytes(count));
    }
    return Optional.empty();
  }

  @Override
  public synchronized boolean hasArrived(int generation, long position, long count) {
    long end =
        length.isPresent() ? Math.min(position + count, length.getAsLong()) : position + count;
    return cancellation.isCancelled()
        || generation != current
        || end <= position
        || (end <= bytes.length && arrived.nextClearBit((int) position) >= end);
  }

  @Override
  public synchronized Writer writer(int generation) {
    if (generation == current + 1) {
      current = generation;
      bytes = new byte[0];
      arrived = new BitSet();
      length = OptionalLong.empty();
      finished = false;
      needs = Nobody.HEARS;
      notifyAll();
    }
    return new MemoryWriter(generation);
  }

  @Override
  public void want(int generation, long position, long count) {
    Needs hearing;
    synchronized (this) {
      wanted.add(new Wanted(generation, position, count));
      hearing = generation == current ? needs : Nobody.HEARS;
    }
    hearing.wants(position, count);
  }

  private Listening listen(int generation, Needs hearing) {
    List<Wanted> wishes;
    List<Waiter> waiters;
    synchronized (this) {
      if (generation != current) {
        return () -> {};
      }
      needs = hearing;
      wishes = wanted.stream().filter(wish -> wish.generation == current).toList();
      waiters = waiting.stream().filter(this::waitsStill).toList();
    }
    wishes.forEach(wish -> hearing.wants(wish.position, wish.length));
    waiters.forEach(waiter -> hearing.waits(waiter.position));
    return () -> silence(hearing);
  }

  private boolean waitsStill(Waiter waiter) {
    if (waiter.generation != current) {
      return false;
    }
    return waiter.whole
        ? !finished
        : (length.isEmpty() || waiter.position < length.getAsLong())
            && (waiter.position >= bytes.length || !arrived.get((int) waiter.position));
  }

  private synchronized void silence(Needs hearing) {
    if (needs == hearing) {
      needs = Nobody.HEARS;
      notifyAll();
    }
  }

  private final class MemoryWriter implements Writer {
    private final int generation;

    MemoryWriter(int generation) {
      this.generation = generation;
    }

    @Override
    public Written announce(long total) {
      return written(() -> length = OptionalLong.of(total));
    }

    @Override
    public Written write(long position, ByteBuffer source) {
      return written(() -> {
        int from = (int) position;
        int to = from + source.remaining();
        if (to > bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.max(to, 2 * bytes.length));
        }
        source.get(bytes, from, to - from);
        arrived.set(from, to);
      });
    }

    @Override
    public Written finish(long total) {
      return written(() -> {
        length = OptionalLong.of(total);
        finished = true;
      });
    }

    @Override
    public Listening listen(Needs hearing) {
      return MemoryArrivingFile.this.listen(generation, hearing);
    }

    private Written written(Runnable change) {
      synchronized (MemoryArrivingFile.this) {
        if (generation != current || cancellation.isCancelled()) {
          return new Written.Revoked();
        }
        if (refusal != null) {
          return new Written.Refused(refusal);
        }
        change.run();
        MemoryArrivingFile.this.notifyAll();
        return new Written.Done();
      }
    }
  }
}
