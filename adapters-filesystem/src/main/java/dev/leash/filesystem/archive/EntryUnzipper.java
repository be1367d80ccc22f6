package dev.leash.filesystem.archive;

import java.util.zip.Inflater;

/** Unzips one entry after the other. Has buffers of its own: for one thread. */
final class EntryUnzipper implements AutoCloseable {
  /** PATH_MAX of Linux: what a link's target can have. */
  static final int MAX_TARGET = 4_096;

  private final Extraction extraction;
  private final ZipPlan plan;
  private final Runnable between;
  private final EntryWriter writer;
  private final Inflater inflater = new Inflater(true);
  private final byte[] input = new byte[EntryWriter.BUFFER];

  /**
   * @param between called between any two pieces of an entry, which are {@link EntryWriter#BUFFER}
   *     long at the most
   */
  EntryUnzipper(Extraction extraction, ZipPlan plan, Runnable between) {
    this.extraction = extraction;
    this.plan = plan;
    this.between = between;
    this.writer = new EntryWriter(extraction, plan.end()::fileLength);
  }

  /** Unzips the entry with that index in the plan. */
  void unzip(int index) throws ExtractionEnded {
    ZipEntryRecord entry = plan.entries().get(index);
    LocalHeader header = LocalHeader.read(extraction.source(), entry, plan.boundary(index));
    try (EntryData data = new DeclaredData(open(entry, header), entry, between)) {
      switch (entry.kind()) {
        case DROPPED -> writer.skip(data);
        case FOLDER -> writer.folder(entry.entryPath(), data);
        case FILE -> writer.file(entry.entryPath(), entry.executable(), entry.modified(), data);
        case LINK -> writer.link(entry.entryPath(), data);
      }
    }
    header.checkDescriptor(extraction.source(), entry);
  }

  private EntryData open(ZipEntryRecord entry, LocalHeader header) throws ExtractionEnded {
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
      default -> plan.library().orElseThrow().open(entry);
    };
  }

  @Override
  public void close() {
    inflater.end();
  }
}
