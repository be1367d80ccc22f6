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
import org.jspecify.annotations.Nullable;

/** An arriving file in memory; of a few MiB at the most, because it keeps a bit for each byte. */
public final class MemoryArrivingFile implements ArrivingFile {
  /** A range that a reader wanted. */
  public record Wanted(int generation, long position, long length) {}

  private final Cancellation cancellation;
  private final List<Wanted> wanted = new ArrayList<>();
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
    try (Cancellation.Registration _ = reader.onCancel(this::wake)) {
      return await(generation, position, target, reader);
    }
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized Read await(
      int generation, long position, ByteBuffer target, Cancellation reader) {
    boolean interrupted = false;
    try {
      while (true) {
        Optional<Read> now =
            reader.isCancelled()
                ? Optional.of(new Read.Cancelled())
                : readNow(generation, position, target);
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
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<Read> readNow(int generation, long position, ByteBuffer target) {
    if (cancellation.isCancelled()) {
      return Optional.of(new Read.Cancelled());
    }
    if (generation != current) {
      return Optional.of(new Read.Restarted(current));
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
      notifyAll();
    }
    return new MemoryWriter(generation);
  }

  @Override
  public synchronized void want(int generation, long position, long count) {
    wanted.add(new Wanted(generation, position, count));
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
