package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.CompressedTarTest.join;
import static dev.leash.filesystem.archive.testing.ForgedMember.file;
import static dev.leash.filesystem.archive.testing.TarForge.tar;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.SevenZForge;
import dev.leash.filesystem.archive.testing.Squeezed;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Archives whose decoders or plans need memory that others have. */
@Timeout(60)
final class WaitingForMemoryTest {
  private static final long ALL = 64 << 20;

  /** More than any window that the tests' encoders choose. */
  private static final int LARGE = 5 << 20;

  private static final byte[] TAR = tar(file("a", "small"), file("b", new byte[LARGE]));
  private static final Extracted WHOLE = new Extracted.Whole(2, 5 + LARGE);

  private final ArchiveMemory memory = new ArchiveMemory(ALL);
  private final Cancellation cancellation = new Cancellation();
  private final ArrivingBytes other =
      new ArrivingBytes(MemoryArrivingFile.of(new byte[0]), 1, new Cancellation());
  private final MemoryTree tree = new MemoryTree();
  private final ArchiveMemory.Share others;

  WaitingForMemoryTest() throws ExtractionEnded {
    others = memory.take(ALL, other);
  }

  /** What was taken is given back. */
  @AfterEach
  void allIsThereAgain() throws ExtractionEnded {
    others.close();
    memory.take(ALL, other).close();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "GZIP")
  void isWhatTarsDo(Squeezed squeezed) throws Exception {
    FutureTask<Extracted> waiting = waiting(squeezed.squeeze(TAR));

    assertThat(tree.files()).isEmpty();
    others.close();
    assertThat(waiting.get()).isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "GZIP")
  void endsWithTheCancellation(Squeezed squeezed) throws Exception {
    FutureTask<Extracted> waiting = waiting(squeezed.squeeze(TAR));

    cancellation.cancel();

    assertThat(waiting.get()).isEqualTo(new Extracted.Cancelled());
  }

  @Test
  void isNotForWindowsThatAreSmall() {

    assertThat(extract(new WholeFile(Zstd.compress(tar(file("a", "small"))))))
        .isEqualTo(new Extracted.Whole(1, 5));
  }

  @Test
  void isForTheLargeWindowOfALaterFrame() throws Exception {
    // Single segments, whose windows are as large as their contents.
    byte[] skipped = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};
    byte[] small = Zstd.compress(Arrays.copyOf(TAR, 1_024));
    byte[] large = Zstd.compress(Arrays.copyOfRange(TAR, 1_024, TAR.length), 19);
    FutureTask<Extracted> waiting = waiting(join(small, skipped, large));

    others.close();
    assertThat(waiting.get()).isEqualTo(WHOLE);
  }

  @Test
  void isWhatA7zDoesBeforeItsManyEntriesAreRead() throws Exception {
    SevenZForge forge = new SevenZForge();
    for (int i = 0; i < 1_000; i++) {
      forge.file("some file " + i, "");
    }
    FutureTask<Extracted> waiting = waiting(forge.bytes());

    assertThat(tree.files()).isEmpty();
    others.close();
    assertThat(waiting.get()).isEqualTo(new Extracted.Whole(1_000, 0));
  }

  /** Returns when it waits. */
  private FutureTask<Extracted> waiting(byte[] bytes) {
    FutureTask<Extracted> task = new FutureTask<>(() -> extract(new WholeFile(bytes)));
    Thread.ofPlatform().daemon().start(task);
    while (memory.waiting() == 0 && !task.isDone()) {
      Thread.onSpinWait();
    }
    assertThat(task.isDone()).isFalse();
    return task;
  }

  private Extracted extract(ArrivingFile file) {
    return new ArchiveModule()
        .archive(new Crew(1), memory)
        .extract(file, 1, tree, Unzipped.OPTIONS, new Unzipped.Deaf(), cancellation);
  }
}
