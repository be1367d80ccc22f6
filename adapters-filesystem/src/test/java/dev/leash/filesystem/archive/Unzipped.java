package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Listener;
import dev.leash.domain.port.Archive.Options;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.MemoryTree;
import dev.leash.filesystem.archive.testing.ForgedEntry;
import dev.leash.filesystem.archive.testing.ZipForge;
import java.util.OptionalLong;

/** What became of an archive, and of the tree. */
record Unzipped(Extracted extracted, MemoryTree tree) {
  static final Options OPTIONS = options(ArchiveLimits.DEFAULT);

  /** With a crew and memory of its own. */
  static Archive archive() {
    return new ArchiveModule().archive(new Crew(2), new ArchiveMemory(1 << 28));
  }

  static Options options(ArchiveLimits limits) {
    return new Options(limits, NameRules.POSIX, 0);
  }

  static Options stripping(int components) {
    return new Options(ArchiveLimits.DEFAULT, NameRules.POSIX, components);
  }

  static Unzipped of(ForgedEntry... entries) {
    return of(zip(entries));
  }

  static Unzipped of(ZipForge zip) {
    return of(zip.bytes(), OPTIONS);
  }

  static Unzipped of(byte[] content, Options options) {
    return of(MemoryArrivingFile.of(content), options);
  }

  static Unzipped of(ArrivingFile file, Options options) {
    MemoryTree tree = new MemoryTree();
    Extracted extracted = archive().extract(file, 1, tree, options, new Deaf(), new Cancellation());
    assertThat(tree.openSinks()).isZero();
    return new Unzipped(extracted, tree);
  }

  static ZipForge zip(ForgedEntry... entries) {
    ZipForge zip = new ZipForge();
    for (ForgedEntry entry : entries) {
      zip.add(entry);
    }
    return zip;
  }

  /** The tree, which must be whole. */
  MemoryTree whole() {
    assertThat(extracted).isInstanceOf(Extracted.Whole.class);
    assertThat(tree.isSealed()).isTrue();
    return tree;
  }

  /** Why it was refused, before anything was written. */
  ArchiveProblem refusedBeforehand() {
    assertThat(tree.files()).isEmpty();
    assertThat(tree.folders()).isEmpty();
    return refused();
  }

  ArchiveProblem refused() {
    assertThat(tree.isSealed()).isFalse();
    assertThat(extracted).isInstanceOf(Extracted.Failed.class);
    Failure failure = ((Extracted.Failed) extracted).failure();
    assertThat(failure).isInstanceOf(Failure.OfArchive.class);
    return ((Failure.OfArchive) failure).problem();
  }

  void isCorrupt(String detail) {
    assertThat(refused()).isEqualTo(new ArchiveProblem.Corrupt(detail));
  }

  void isUnsafe(String entry, String why) {
    assertThat(refusedBeforehand()).isEqualTo(new ArchiveProblem.UnsafeEntry(entry, why));
  }

  record Deaf() implements Listener {
    @Override
    public void planned(OptionalLong totalFiles) {}

    @Override
    public void wrote(long bytes) {}

    @Override
    public void finishedFile() {}
  }
}
