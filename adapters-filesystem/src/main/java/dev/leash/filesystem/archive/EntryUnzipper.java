package dev.leash.filesystem.archive;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.zip.Inflater;

/** Unzips one entry after the other. Has buffers of its own: for one thread. */
final class EntryUnzipper implements AutoCloseable {
  /** PATH_MAX of Linux: what a link's target can have. */
  static final int MAX_TARGET = 4_096;

  private final Extraction extraction;
  private final Optional<LibraryMethods> library;
  private final Runnable between;
  private final EntryWriter writer;
  private final Inflater inflater = new Inflater(true);
  private final byte[] input = new byte[EntryWriter.BUFFER];

  /**
   * @param archiveBytes of how many bytes of the archive all that was expanded so far was made
   * @param library for the entries that need it
   * @param between called between any two pieces of an entry, which are {@link EntryWriter#BUFFER}
   *     long at the most
   */
  EntryUnzipper(
      Extraction extraction,
      LongSupplier archiveBytes,
      Optional<LibraryMethods> library,
      Runnable between) {
    this.extraction = extraction;
    this.library = library;
    this.between = between;
    this.writer = new EntryWriter(extraction, archiveBytes);
  }

  /**
   * Unzips an entry.
   *
   * @param boundary where the next one begins, or the directory
   */
  void unzip(ZipEntryRecord entry, long boundary) throws ExtractionEnded {
    LocalHeader header = LocalHeader.read(extraction.source(), entry, boundary);
    try (EntryData data = new DeclaredData(open(entry, header), entry, between)) {
      writer.make(entry, data);
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
      default -> library.orElseThrow().open(entry);
    };
  }

  @Override
  public void close() {
    inflater.end();
  }
}
