package dev.leash.bootstrap.state;

import dev.leash.bootstrap.lock.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;

/**
 * Gives out session ids that grow over restarts too. The file has the highest id that may have been
 * given out: ids are reserved in blocks, so that a session's beginning hardly ever waits for the
 * disk. Used by one thread at a time.
 */
public final class SessionCounter implements LongSupplier, AutoCloseable {
  private static final int BLOCK = 1_000;

  private final FileChannel file;
  private final boolean synced;
  private final long before;
  private long last;
  private long reserved;

  private SessionCounter(FileChannel file, boolean synced, long before) {
    this.file = file;
    this.synced = synced;
    this.before = before;
    this.last = before;
    this.reserved = before;
  }

  /**
   * @param synced whether ids must grow over power cuts, too
   */
  static SessionCounter open(Path path, boolean synced) throws IOException, StartFailure {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      ByteBuffer content = ByteBuffer.allocate(64);
      var _ = file.read(content);
      String text = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
      SessionCounter counter =
          new SessionCounter(file, synced, text.isBlank() ? 0 : Long.parseLong(text.strip()));
      counter.store(counter.before);
      return counter;
    } catch (NumberFormatException e) {
      file.close();
      throw new StartFailure("The session counter is damaged: " + path);
    }
  }

  /** The highest id of earlier starts. */
  public long before() {
    return before;
  }

  @Override
  public long getAsLong() {
    if (last == reserved) {
      try {
        store(reserved + BLOCK);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      // Only what is stored may be given out: after a kill the next start goes on from there.
      reserved += BLOCK;
    }
    return ++last;
  }

  /** Gives back what was reserved and not used. */
  @Override
  public void close() throws IOException {
    try (file) {
      store(last);
    }
  }

  private void store(long highest) throws IOException {
    // As wide as the largest long, so that the file keeps its size: overwriting needs no space on a
    // full disk.
    byte[] text = "%019d\n".formatted(highest).getBytes(StandardCharsets.US_ASCII);
    var _ = file.write(ByteBuffer.wrap(text), 0);
    if (synced) {
      file.force(false);
    }
  }
}
