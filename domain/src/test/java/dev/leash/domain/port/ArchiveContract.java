package dev.leash.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Archive} does. */
@Timeout(60)
public abstract class ArchiveContract {
  private static final ArchiveLimits LIMITS = ArchiveLimits.DEFAULT;

  private final Cancellation cancellation = new Cancellation();
  private final MemoryTree tree = new MemoryTree();

  /** A fresh one. */
  protected abstract Archive archive();

  @Nested
  class OfAWholeFile {
    @Test
    void unzipsEveryEntry() {
      byte[] zip =
          zip(Map.of("empty", new byte[0], "folder/", new byte[0], "folder/a.txt", text("hello")));

      Extracted extracted = extract(zip, LIMITS);

      assertThat(extracted).isEqualTo(new Extracted.Whole(2, 5));
      assertThat(tree.files()).containsExactly("empty", "folder/a.txt");
      assertThat(tree.content("folder/a.txt")).isEqualTo(text("hello"));
      assertThat(tree.isWhole("folder/a.txt")).isTrue();
      assertThat(tree.isSealed()).isTrue();
    }

    @Test
    void dropsLeadingComponents() {
      MemoryArrivingFile file =
          MemoryArrivingFile.of(zip(Map.of("top/", new byte[0], "top/a/b", text("b"))));

      Extracted extracted =
          extract(file, new Archive.Options(LIMITS, NameRules.POSIX, 1), new Heard());

      assertThat(extracted).isEqualTo(new Extracted.Whole(1, 1));
      assertThat(tree.files()).containsExactly("a/b");
    }

    @Test
    void tellsItsListenerWhatItDid() {
      Heard heard = new Heard();
      MemoryArrivingFile file =
          MemoryArrivingFile.of(zip(Map.of("a", noise(100_000), "b", text("b"))));

      extract(file, options(LIMITS), heard);

      assertThat(heard.bytes).hasValue(100_001);
      assertThat(heard.files).hasValue(2);
    }

    @Test
    void refusesWhatIsNoArchive() {
      Extracted extracted = extract(text("<!DOCTYPE html><html>Not found</html>"), LIMITS);

      assertThat(problem(extracted)).isInstanceOf(ArchiveProblem.Unsupported.class);
      assertThat(tree.files()).isEmpty();
    }

    @Test
    void refusesAnUnsafeEntry() {
      Extracted extracted = extract(zip(Map.of("../a", text("a"))), LIMITS);

      assertThat(problem(extracted))
          .isEqualTo(new ArchiveProblem.UnsafeEntry("../a", "has a '..' component"));
    }

    @Test
    void refusesADamagedEntry() {
      byte[] zip = zip(Map.of("a", noise(1_000)));
      zip[500] ^= 1;

      assertThat(problem(extract(zip, LIMITS))).isInstanceOf(ArchiveProblem.Corrupt.class);
    }

    @Test
    void unzipsAsManyEntriesAsAreAllowed() {
      byte[] zip = zip(Map.of("a", text("a"), "b", text("b")));

      assertThat(extract(zip, limits(2, 100))).isInstanceOf(Extracted.Whole.class);
    }

    @Test
    void refusesOneEntryMore() {
      byte[] zip = zip(Map.of("a", text("a"), "b", text("b"), "c", text("c")));

      assertThat(problem(extract(zip, limits(2, 100))))
          .isEqualTo(new ArchiveProblem.LimitExceeded("entries", 2));
    }

    @Test
    void writesAsManyBytesAsAreAllowed() {
      assertThat(extract(zip(Map.of("a", noise(100))), limits(2, 100)))
          .isEqualTo(new Extracted.Whole(1, 100));
    }

    @Test
    void refusesOneByteMore() {
      Extracted extracted = extract(zip(Map.of("a", noise(101))), limits(2, 100));

      assertThat(problem(extracted))
          .isEqualTo(new ArchiveProblem.LimitExceeded("expandedBytes", 100));
    }

    @Test
    void tellsThatTheDiskIsFull() {
      Failure full = new Failure.DiskFull(OptionalLong.empty(), 0);
      tree.refuseWritesAfter(10, full);

      assertThat(extract(zip(Map.of("a", noise(100))), LIMITS))
          .isEqualTo(new Extracted.Failed(full));
      assertThat(tree.openSinks()).isZero();
    }

    @Test
    void endsInTheMiddleOfAnEntryWhenItIsCancelled() {
      byte[] zip = zip(Map.of("a", noise(1_000_000)));
      Heard cancelling = new Heard(cancellation::cancel);

      Extracted extracted = extract(MemoryArrivingFile.of(zip), options(LIMITS), cancelling);

      assertThat(extracted).isEqualTo(new Extracted.Cancelled());
      assertThat(tree.content("a")).hasSizeLessThan(1_000_000);
      assertThat(tree.isWhole("a")).isFalse();
      assertThat(tree.openSinks()).isZero();
      assertThat(tree.isSealed()).isFalse();
    }
  }

  @Nested
  class OfAnArrivingFile {
    private final byte[] zip = zip(Map.of("a", noise(200_000), "b", text("b")));
    private final WatchedFile file = new WatchedFile(new MemoryArrivingFile(cancellation));
    private final FutureTask<Extracted> extraction =
        new FutureTask<>(() -> extract(file, options(LIMITS), new Heard()));

    @Test
    void unzipsWhatArrivesInSlices() throws Exception {
      start();
      ArrivingFile.Writer writer = file.writer(1);

      for (int from = 0; from < zip.length; from += 1_000) {
        writer.write(from, ByteBuffer.wrap(zip, from, Math.min(1_000, zip.length - from)));
      }
      writer.finish(zip.length);

      assertThat(extraction.get()).isEqualTo(new Extracted.Whole(2, 200_001));
      assertThat(tree.content("a")).isEqualTo(noise(200_000));
    }

    @Test
    void endsWhenItIsCancelledWhileItWaits() throws Exception {
      startWithHalf();

      cancellation.cancel();

      assertThat(extraction.get()).isEqualTo(new Extracted.Cancelled());
    }

    @Test
    void tellsThatItMustBeginAgain() throws Exception {
      startWithHalf();

      file.writer(2);

      assertThat(extraction.get()).isEqualTo(new Extracted.Restarted(2));
    }

    private void startWithHalf() throws InterruptedException {
      int half = zip.length / 2;
      file.writer(1).write(0, ByteBuffer.wrap(zip, 0, half));
      start();
      assertThat(file.awaitReader()).isTrue();
    }

    private void start() {
      Thread.ofPlatform().daemon().start(extraction);
    }
  }

  private Extracted extract(byte[] content, ArchiveLimits limits) {
    return extract(MemoryArrivingFile.of(content), options(limits), new Heard());
  }

  private Extracted extract(ArrivingFile file, Archive.Options options, Archive.Listener listener) {
    return archive().extract(file, 1, tree, options, listener, cancellation);
  }

  private static ArchiveProblem problem(Extracted extracted) {
    assertThat(extracted).isInstanceOf(Extracted.Failed.class);
    Failure failure = ((Extracted.Failed) extracted).failure();
    assertThat(failure).isInstanceOf(Failure.OfArchive.class);
    return ((Failure.OfArchive) failure).problem();
  }

  private static Archive.Options options(ArchiveLimits limits) {
    return new Archive.Options(limits, NameRules.POSIX, 0);
  }

  private static ArchiveLimits limits(int entries, long expandedBytes) {
    return new ArchiveLimits(
        entries, expandedBytes, 200, 1 << 20, 1_024, 255, 64, 1 << 20, 1 << 20, 1_024, 20);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Always the same, and no smaller when compressed. */
  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(1).nextBytes(noise);
    return noise;
  }

  private static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static final class Heard implements Archive.Listener {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private final Runnable onWrite;

    Heard() {
      this(() -> {});
    }

    Heard(Runnable onWrite) {
      this.onWrite = onWrite;
    }

    @Override
    public void planned(OptionalLong totalFiles) {}

    @Override
    public void wrote(long count) {
      bytes.addAndGet(count);
      onWrite.run();
    }

    @Override
    public void finishedFile() {
      files.incrementAndGet();
    }
  }

  /** Tells when a reader comes to what has not arrived. */
  private record WatchedFile(MemoryArrivingFile file, CountDownLatch reached)
      implements ArrivingFile {
    WatchedFile(MemoryArrivingFile file) {
      this(file, new CountDownLatch(1));
    }

    boolean awaitReader() throws InterruptedException {
      return reached.await(30, TimeUnit.SECONDS);
    }

    @Override
    public Read read(int generation, long position, ByteBuffer target, Cancellation reader) {
      if (position >= file.content().length) {
        reached.countDown();
      }
      return file.read(generation, position, target, reader);
    }

    @Override
    public Read awaitWhole(int generation, Cancellation reader) {
      reached.countDown();
      return file.awaitWhole(generation, reader);
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
      return file.writer(generation);
    }

    @Override
    public void want(int generation, long position, long length) {
      file.want(generation, position, length);
    }
  }
}
