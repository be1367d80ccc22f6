package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ExtractionBudget;
import dev.leash.domain.port.Tree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Inflater;

/** Unzips one entry after the other. Has buffers of its own: for one thread. */
final class EntryUnzipper implements AutoCloseable {
  /** PATH_MAX of Linux: what a link's target can have. */
  static final int MAX_TARGET = 4_096;

  /** Smaller ones cost calls, larger ones gain nothing. */
  private static final int BUFFER = 64 << 10;

  private final Extraction extraction;
  private final ExtractionBudget budget;
  private final ZipPlan plan;
  private final Inflater inflater = new Inflater(true);
  private final byte[] input = new byte[BUFFER];
  private final byte[] output = new byte[BUFFER];
  private final CRC32 crc = new CRC32();

  /**
   * @param budget of the whole extraction
   */
  EntryUnzipper(Extraction extraction, ExtractionBudget budget, ZipPlan plan) {
    this.extraction = extraction;
    this.budget = budget;
    this.plan = plan;
  }

  /** Unzips the entry with that index in the plan. */
  void unzip(int index) throws ExtractionEnded {
    ZipEntryRecord entry = plan.entries().get(index);
    LocalHeader header = LocalHeader.read(extraction.source(), entry, plan.boundary(index));
    switch (entry.kind()) {
      case DROPPED -> copy(entry, header, (_, _) -> {});
      case FOLDER -> {
        copy(entry, header, (_, _) -> {});
        ExtractionEnded.unlessEmpty(extraction.tree().folder(entry.entryPath()));
      }
      case FILE -> file(entry, header);
      case LINK -> link(entry, header);
    }
  }

  private void file(ZipEntryRecord entry, LocalHeader header) throws ExtractionEnded {
    switch (extraction.tree().file(entry.entryPath(), entry.executable(), entry.modified())) {
      case Tree.Opened.Failed(var failure) -> throw ExtractionEnded.of(failure);
      case Tree.Opened.Ready(Tree.Sink opened) -> {
        try (Tree.Sink sink = opened) {
          copy(
              entry,
              header,
              (bytes, count) -> {
                ExtractionEnded.unlessEmpty(sink.write(ByteBuffer.wrap(bytes, 0, count)));
                extraction.listener().wrote(count);
              });
          ExtractionEnded.unlessEmpty(sink.finish());
        }
      }
    }
    extraction.listener().finishedFile();
  }

  private void link(ZipEntryRecord entry, LocalHeader header) throws ExtractionEnded {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    copy(entry, header, (bytes, count) -> target.write(bytes, 0, count));
    ExtractionEnded.unlessEmpty(
        extraction
            .tree()
            .link(entry.entryPath(), ZipNames.utf8(target.toByteArray(), entry.path())));
    extraction.listener().finishedFile();
  }

  /**
   * Never more than one byte beyond what the directory says is expanded, and none of it is written.
   */
  private void copy(ZipEntryRecord entry, LocalHeader header, Output to) throws ExtractionEnded {
    crc.reset();
    long left = entry.size();
    try (EntryData data = open(entry, header)) {
      int count = data.read(output, room(left));
      while (count >= 0) {
        left -= count;
        if (left < 0) {
          throw entry.corrupt("it is larger than the directory says");
        }
        crc.update(output, 0, count);
        ExtractionEnded.unlessSound(budget.countBytes(count, plan.end().fileLength()));
        to.write(output, count);
        extraction.source().stopIfCancelled();
        count = data.read(output, room(left));
      }
    }
    if (left > 0) {
      throw entry.corrupt("it is smaller than the directory says");
    }
    if (crc.getValue() != entry.crc()) {
      throw entry.corrupt("its CRC-32 is not what the directory says");
    }
    header.checkDescriptor(extraction.source(), entry);
  }

  private static int room(long left) {
    return (int) Math.min(BUFFER, left + 1);
  }

  private EntryData open(ZipEntryRecord entry, LocalHeader header) throws ExtractionEnded {
    Optional<LibraryMethods> library = plan.library();
    return switch (entry.method()) {
      case ZipEntryRecord.STORED -> new StoredData(extraction.source(), entry, header.dataOffset());
      case ZipEntryRecord.DEFLATED -> {
        inflater.reset();
        yield new DeflatedData(
            new StoredData(extraction.source(), entry, header.dataOffset()),
            entry,
            inflater,
            input);
      }
      default -> library.orElseThrow().open(entry);
    };
  }

  @Override
  public void close() {
    inflater.end();
  }

  /** Where expanded bytes go. */
  private interface Output {
    void write(byte[] bytes, int count) throws ExtractionEnded;
  }
}
