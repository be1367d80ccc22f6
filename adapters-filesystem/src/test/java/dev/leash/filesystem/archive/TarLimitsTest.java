package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedMember.file;
import static dev.leash.filesystem.archive.testing.ForgedMember.folder;
import static dev.leash.filesystem.archive.testing.ForgedMember.globalPax;
import static dev.leash.filesystem.archive.testing.ForgedMember.hardLink;
import static dev.leash.filesystem.archive.testing.ForgedMember.link;
import static dev.leash.filesystem.archive.testing.TarForge.tar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Listener;
import dev.leash.domain.port.Archive.Options;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.MemoryTree;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a tar may be at the most, and what is heard of it. */
final class TarLimitsTest {
  private static final long FLOOR = 4_096;

  private static ArchiveLimits limits(int entries, long expanded) {
    return new ArchiveLimits(entries, expanded, 10, FLOOR, 20, 8, 3, 1, 1, 512, 10);
  }

  private static Unzipped unzipped(ArchiveLimits limits, byte[] tar) {
    return Unzipped.of(tar, Unzipped.options(limits));
  }

  @Test
  void isSoManyEntries() {
    byte[] three = tar(folder("d"), file("f", "x"), hardLink("h", "f"));
    byte[] four = tar(folder("d"), file("f", "x"), hardLink("h", "f"), link("l", "f"));

    unzipped(limits(3, 100), three).whole();
    assertThat(unzipped(limits(3, 100), four).refused()).isEqualTo(new LimitExceeded("entries", 3));
  }

  @Test
  void isSoManyEntriesWithThoseThatAreDropped() {
    ArchiveLimits limits = limits(1, 100);
    byte[] tar = tar(file("f", "x"), file("g", "x"));

    assertThat(Unzipped.of(tar, new Options(limits, NameRules.POSIX, 1)).refused())
        .isEqualTo(new LimitExceeded("entries", 1));
  }

  @Test
  void isSoManyBytes() {
    unzipped(limits(9, 100), tar(file("f", new byte[60]), file("g", new byte[40]))).whole();
    assertThat(
            unzipped(limits(9, 100), tar(file("f", new byte[60]), file("g", new byte[41])))
                .refused())
        .isEqualTo(new LimitExceeded("expandedBytes", 100));
  }

  @Test
  void isSoManyBytesWithThoseThatACopyOfAHardLinkTakes() {
    byte[] tar = tar(file("f", new byte[60]), hardLink("h", "f"));
    MemoryTree enough = plain();
    MemoryTree less = plain();

    assertThat(extract(tar, enough, limits(9, 120), new Cancellation()))
        .isEqualTo(new Extracted.Whole(2, 120));
    assertThat(extract(tar, less, limits(9, 119), new Cancellation()))
        .isEqualTo(
            new Extracted.Failed(new Failure.OfArchive(new LimitExceeded("expandedBytes", 119))));
    assertThat(enough.content("h")).hasSize(60);
    assertThat(less.content("h")).isEmpty();
  }

  @Test
  void copiesAHardLinkNoFurtherThanToACancellation() {
    byte[] tar = tar(file("f", new byte[1_000_000]), hardLink("h", "f"));
    MemoryTree tree = plain();
    Cancellation cancellation = new Cancellation();
    AtomicLong bytes = new AtomicLong();

    Extracted extracted =
        Unzipped.archive()
            .extract(
                MemoryArrivingFile.of(tar),
                1,
                tree,
                Unzipped.OPTIONS,
                new Listener() {
                  @Override
                  public void planned(OptionalLong totalFiles) {}

                  @Override
                  public void wrote(long count) {
                    if (bytes.addAndGet(count) > 1_000_000) {
                      cancellation.cancel();
                    }
                  }

                  @Override
                  public void finishedFile() {}
                },
                cancellation);

    assertThat(extracted).isEqualTo(new Extracted.Cancelled());
    assertThat(tree.content("h").length).isBetween(1, 999_999);
  }

  private static MemoryTree plain() {
    MemoryTree tree = new MemoryTree();
    tree.haveNoHardLinks();
    return tree;
  }

  @Test
  void isRefusedByWhatAHeaderSaysBeforeItsDataAreThere() {
    assertThat(unzipped(limits(9, 100), tar(file("f", "x").size(101))).refusedBeforehand())
        .isEqualTo(new LimitExceeded("expandedBytes", 100));
  }

  @Test
  void isSoLongAPath() {
    unzipped(limits(9, 100), tar(file("12345678/12345678/12", "x"))).whole();
    assertThat(unzipped(limits(9, 100), tar(file("12345678/12345678/123", "x"))).refused())
        .isEqualTo(new LimitExceeded("pathBytes", 20));
    assertThat(unzipped(limits(9, 100), tar(file("123456789", "x"))).refused())
        .isEqualTo(new LimitExceeded("componentBytes", 8));
    unzipped(limits(9, 100), tar(file("a/b/c", "x"))).whole();
    assertThat(unzipped(limits(9, 100), tar(file("a/b/c/d", "x"))).refused())
        .isEqualTo(new LimitExceeded("depth", 3));
  }

  @Test
  void hasExtensionRecordsOfSoManyBytes() {
    unzipped(limits(9, 100), tar(globalPax("c=" + "x".repeat(505)), file("f", "x"))).whole();
    assertThat(
            unzipped(limits(9, 100), tar(globalPax("c=" + "x".repeat(506)), file("f", "x")))
                .refused())
        .isEqualTo(new LimitExceeded("extensionBytes", 512));
  }

  @Test
  void expectsRoomForLargeFiles() {
    Unzipped unzipped =
        Unzipped.of(tar(file("f", new byte[1 << 20]), file("g", "x")), Unzipped.OPTIONS);

    assertThat(unzipped.whole().expected()).hasValue(1 << 20);
  }

  @Test
  void isRefusedWhereThereIsNoRoom() {
    MemoryTree tree = new MemoryTree();
    Failure full = new Failure.DiskFull(OptionalLong.of(1 << 20), 0);
    tree.refuseExpectation(full);

    assertThat(extract(tar(file("f", new byte[1 << 20])), tree, new Unzipped.Deaf()))
        .isEqualTo(new Extracted.Failed(full));
    assertThat(tree.files()).isEmpty();
  }

  @Test
  void tellsHowFarItIs() {
    AtomicLong bytes = new AtomicLong();
    AtomicLong files = new AtomicLong();
    AtomicLong planned = new AtomicLong();

    extract(
        tar(folder("d"), file("f", new byte[100_000]), hardLink("h", "f"), link("l", "f")),
        new MemoryTree(),
        new Listener() {
          @Override
          public void planned(OptionalLong totalFiles) {
            assertThat(files).hasValue(totalFiles.orElseThrow());
            planned.incrementAndGet();
          }

          @Override
          public void wrote(long count) {
            bytes.addAndGet(count);
          }

          @Override
          public void finishedFile() {
            files.incrementAndGet();
          }
        });

    assertThat(bytes).hasValue(100_000);
    assertThat(files).hasValue(3);
    assertThat(planned).hasValue(1);
  }

  private static Extracted extract(
      byte[] tar, MemoryTree tree, ArchiveLimits limits, Cancellation cancellation) {
    return Unzipped.archive()
        .extract(
            MemoryArrivingFile.of(tar),
            1,
            tree,
            Unzipped.options(limits),
            new Unzipped.Deaf(),
            cancellation);
  }

  private static Extracted extract(byte[] tar, MemoryTree tree, Listener listener) {
    return Unzipped.archive()
        .extract(
            MemoryArrivingFile.of(tar), 1, tree, Unzipped.OPTIONS, listener, new Cancellation());
  }
}
