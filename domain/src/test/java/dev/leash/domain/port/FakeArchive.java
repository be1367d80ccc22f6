package dev.leash.domain.port;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.archive.ExtractionBudget;
import dev.leash.domain.download.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unzips plain zips as they arrive, by their local headers alone; can be told to fail, or held
 * back. Safe for use by several threads.
 */
public final class FakeArchive implements Archive {
  private static final int BUFFER = 8_192;

  private volatile @Nullable Failure failure;
  private volatile Hold hold = new Hold(0);

  /** Has every extraction fail once it has read its first entry's header. */
  public void failWith(ArchiveProblem problem) {
    failWith(new Failure.OfArchive(problem));
  }

  /** Has every extraction fail once it has read its first entry's header. */
  public void failWith(Failure why) {
    failure = why;
  }

  /**
   * Holds the extractions that begin from now on before each entry's content, until they are
   * released or cancelled.
   */
  public Hold hold() {
    Hold made = new Hold(1);
    hold = made;
    return made;
  }

  @Override
  public Extracted extract(
      ArrivingFile file,
      int generation,
      Tree tree,
      Options options,
      Listener listener,
      Cancellation cancellation) {
    Run run =
        new Run(tree, options, listener, cancellation, new ExtractionBudget(options.limits()));
    // Cancelling opens it, so that no hold outlives its download.
    Hold held = hold;
    try (Cancellation.Registration _ = cancellation.onCancel(held::release);
        ZipInputStream zip = new ZipInputStream(new Arriving(file, generation, cancellation))) {
      return run.all(zip, held, failure);
    } catch (Ended e) {
      return e.how;
    } catch (IOException | IllegalArgumentException e) {
      return failed(new ArchiveProblem.Corrupt(String.valueOf(e.getMessage())));
    }
  }

  private static Extracted failed(ArchiveProblem problem) {
    return new Extracted.Failed(new Failure.OfArchive(problem));
  }

  /** Where extractions wait. */
  public static final class Hold {
    private final CountDownLatch reached;
    private final CountDownLatch released;

    private Hold(int count) {
      reached = new CountDownLatch(count);
      released = new CountDownLatch(count);
    }

    /** Waits until an extraction waits. */
    public void awaitReached() throws InterruptedException {
      reached.await();
    }

    /** Lets them go on. */
    public void release() {
      released.countDown();
    }

    private void pass() throws IOException {
      reached.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IOException("data threads are never interrupted", e);
      }
    }
  }

  private record Run(
      Tree tree,
      Options options,
      Listener listener,
      Cancellation cancellation,
      ExtractionBudget budget) {
    Extracted all(ZipInputStream zip, Hold hold, @Nullable Failure failure) throws IOException {
      long files = 0;
      boolean any = false;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        any = true;
        requireSound(budget.countEntry());
        hold.pass();
        requireDone(Optional.ofNullable(failure));
        if (!entry.isDirectory()) {
          files += file(entry.getName(), zip) ? 1 : 0;
        } else {
          Optional<EntryPath> path = path(entry.getName());
          requireDone(path.flatMap(tree::folder));
        }
      }
      if (!any) {
        return failed(new ArchiveProblem.Unsupported("something else than a zip"));
      }
      requireDone(tree.seal());
      return new Extracted.Whole(files, budget.expandedBytes());
    }

    private boolean file(String name, InputStream content) throws IOException {
      Optional<EntryPath> path = path(name);
      if (path.isEmpty()) {
        return false;
      }
      switch (tree.file(path.get(), false, Optional.empty())) {
        case Tree.Opened.Failed(Failure why) -> throw new Ended(new Extracted.Failed(why));
        case Tree.Opened.Ready(Tree.Sink opened) -> {
          try (Tree.Sink sink = opened) {
            copy(content, sink);
            requireDone(sink.finish());
          }
        }
      }
      listener.finishedFile();
      return true;
    }

    private void copy(InputStream content, Tree.Sink sink) throws IOException {
      byte[] buffer = new byte[BUFFER];
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        if (cancellation.isCancelled()) {
          throw new Ended(new Extracted.Cancelled());
        }
        requireSound(budget.countBytes(count, Long.MAX_VALUE / options.limits().ratio()));
        requireDone(sink.write(ByteBuffer.wrap(buffer, 0, count)));
        listener.wrote(count);
      }
    }

    private Optional<EntryPath> path(String name) throws Ended {
      return switch (EntryPath.parse(name, options.names(), options.limits())) {
        case EntryPath.Parsed.Safe(EntryPath path) -> path.strip(options.stripComponents());
        case EntryPath.Parsed.Refused(ArchiveProblem problem) -> throw new Ended(failed(problem));
      };
    }

    private static void requireSound(Optional<ArchiveProblem> problem) throws Ended {
      requireDone(problem.map(Failure.OfArchive::new));
    }

    private static void requireDone(Optional<? extends Failure> failure) throws Ended {
      if (failure.isPresent()) {
        throw new Ended(new Extracted.Failed(failure.get()));
      }
    }
  }

  /** The file as a stream. */
  private static final class Arriving extends InputStream {
    private final ArrivingFile file;
    private final int generation;
    private final Cancellation cancellation;
    private long position;

    Arriving(ArrivingFile file, int generation, Cancellation cancellation) {
      this.file = file;
      this.generation = generation;
      this.cancellation = cancellation;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      ByteBuffer room = ByteBuffer.wrap(target, offset, length);
      return switch (file.read(generation, position, room, cancellation)) {
        case ArrivingFile.Read.Bytes(int count) -> {
          position += count;
          yield count;
        }
        case ArrivingFile.Read.End _ -> -1;
        case ArrivingFile.Read.Failed(Failure why) -> throw new Ended(new Extracted.Failed(why));
        case ArrivingFile.Read.Restarted(int newer) ->
            throw new Ended(new Extracted.Restarted(newer));
        case ArrivingFile.Read.Cancelled() -> throw new Ended(new Extracted.Cancelled());
      };
    }
  }

  /** Carries the end through the stream's reader. */
  private static final class Ended extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Extracted how;

    Ended(Extracted how) {
      super("the extraction has ended");
      this.how = how;
    }
  }
}
