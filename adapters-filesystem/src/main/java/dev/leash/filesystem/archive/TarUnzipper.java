package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Archive.Options;
import dev.leash.domain.port.Tree;
import java.util.Optional;

/** Writes the members of a tar into the tree. For one thread. */
final class TarUnzipper {
  /** The room for smaller files is looked at while they are written. */
  private static final long LARGE = 1L << 20;

  private final Extraction extraction;
  private final TarBlocks blocks;
  private final EntryWriter writer;
  private long files;
  private long bytes;

  TarUnzipper(Extraction extraction, TarBlocks blocks, EntryWriter writer) {
    this.extraction = extraction;
    this.blocks = blocks;
    this.writer = writer;
  }

  Extracted.Whole unzip(TarMembers members) throws ExtractionEnded {
    Options options = extraction.options();
    Optional<TarHeader> next = members.next();
    while (next.isPresent()) {
      ExtractionEnded.unlessSound(extraction.budget().countEntry());
      unzip(TarEntry.of(next.get(), options));
      next = members.next();
    }
    return new Extracted.Whole(files, bytes);
  }

  private void unzip(TarEntry entry) throws ExtractionEnded {
    long left = extraction.options().limits().expandedBytes() - extraction.budget().expandedBytes();
    if (entry.size() > left) {
      throw ExtractionEnded.of(
          new LimitExceeded("expandedBytes", extraction.options().limits().expandedBytes()));
    }
    TarData data = new TarData(blocks, entry.size());
    if (entry.path().isEmpty()) {
      writer.skip(data);
      return;
    }
    EntryPath path = entry.path().get();
    switch (entry.kind()) {
      case FOLDER -> writer.folder(path, data);
      case FILE -> {
        expect(entry.size());
        writer.file(path, entry.executable(), entry.modified(), data);
        files++;
        bytes += entry.size();
      }
      case LINK -> {
        ExtractionEnded.unlessEmpty(extraction.tree().link(path, entry.target()));
        finishedFile();
      }
      case HARD_LINK -> {
        hardLink(path, entry);
        finishedFile();
      }
    }
  }

  private void hardLink(EntryPath path, TarEntry entry) throws ExtractionEnded {
    Optional<EntryPath> target = entry.hardLinkTarget(extraction.options());
    if (target.isEmpty()) {
      throw ExtractionEnded.unsafe(path.toString(), "is a hard link to what is no file before it");
    }
    switch (extraction.tree().hardLink(path, target.get(), entry.executable(), entry.modified())) {
      case Tree.Linked.Failed(var failure) -> throw ExtractionEnded.of(failure);
      case Tree.Linked.Done() -> {}
      case Tree.Linked.ToCopy(Tree.Copy toCopy) -> {
        try (Tree.Copy copy = toCopy) {
          expect(copy.size());
          writer.copy(copy);
          bytes += copy.size();
        }
      }
    }
  }

  private void expect(long size) throws ExtractionEnded {
    if (size >= LARGE) {
      ExtractionEnded.unlessEmpty(extraction.tree().expect(size));
    }
  }

  private void finishedFile() {
    extraction.listener().finishedFile();
    files++;
  }
}
