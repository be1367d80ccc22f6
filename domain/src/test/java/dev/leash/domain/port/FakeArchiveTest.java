package dev.leash.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class FakeArchiveTest extends ArchiveContract {
  private final FakeArchive archive = new FakeArchive();
  private final Cancellation cancelled = new Cancellation();
  private final FutureTask<Extracted> extraction = new FutureTask<>(this::extractOneEntry);

  @Override
  protected Archive archive() {
    return new FakeArchive();
  }

  @Test
  void failsAsItIsTold() throws IOException {
    ArchiveProblem problem = new ArchiveProblem.Encrypted("a");
    archive.failWith(problem);

    assertThat(extractOneEntry()).isEqualTo(new Extracted.Failed(new Failure.OfArchive(problem)));
  }

  @Test
  void isHeldUntilItIsReleased() throws Exception {
    FakeArchive.Hold hold = archive.hold();
    Thread.ofPlatform().start(extraction);
    hold.awaitReached();
    assertThat(extraction.isDone()).isFalse();

    hold.release();

    assertThat(extraction.get()).isEqualTo(new Extracted.Whole(1, 1));
  }

  @Test
  void isHeldNoLongerThanItsDownloadLives() throws Exception {
    FakeArchive.Hold hold = archive.hold();
    Thread.ofPlatform().start(extraction);
    hold.awaitReached();

    cancelled.cancel();

    assertThat(extraction.get()).isEqualTo(new Extracted.Cancelled());
  }

  private Extracted extractOneEntry() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a"));
      zip.write('a');
    }
    return archive.extract(
        MemoryArrivingFile.of(bytes.toByteArray()),
        1,
        new MemoryTree(),
        new Archive.Options(ArchiveLimits.DEFAULT, NameRules.POSIX, 0),
        new Deaf(),
        cancelled);
  }

  private record Deaf() implements Archive.Listener {
    @Override
    public void planned(OptionalLong totalFiles) {}

    @Override
    public void wrote(long bytes) {}

    @Override
    public void finishedFile() {}
  }
}
