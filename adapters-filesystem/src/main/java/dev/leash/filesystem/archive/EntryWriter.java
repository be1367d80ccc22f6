package dev.leash.filesystem.archive;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.port.Tree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Writes what entries expand to into the tree, and counts it against the limits before it is
 * written. Has a buffer of its own: for one thread.
 */
final class EntryWriter {
  /** Smaller ones cost calls, larger ones gain nothing. */
  static final int BUFFER = 64 << 10;

  private final Extraction extraction;
  private final LongSupplier archiveBytes;
  private final byte[] buffer = new byte[BUFFER];

  /**
   * @param archiveBytes of how many bytes of the archive all that was expanded so far was made
   */
  EntryWriter(Extraction extraction, LongSupplier archiveBytes) {
    this.extraction = extraction;
    this.archiveBytes = archiveBytes;
  }

  /** Makes what an entry says, of its data. */
  void make(PlannedEntry entry, EntryData data) throws ExtractionEnded {
    switch (entry.kind()) {
      case DROPPED -> skip(data);
      case FOLDER -> folder(entry.entryPath(), data);
      case FILE -> file(entry.entryPath(), entry.executable(), entry.modified(), data);
      case LINK -> link(entry.entryPath(), data);
    }
  }

  /**
   * Makes a file of the data.
   *
   * @param modified empty where the archive has no sane time
   */
  void file(EntryPath path, boolean executable, Optional<Instant> modified, EntryData data)
      throws ExtractionEnded {
    switch (extraction.tree().file(path, executable, modified)) {
      case Tree.Opened.Failed(var failure) -> throw ExtractionEnded.of(failure);
      case Tree.Opened.Ready(Tree.Sink opened) -> {
        try (Tree.Sink sink = opened) {
          copy(
              data,
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

  /** Makes a folder, of which there are no data but what must be read to be checked. */
  void folder(EntryPath path, EntryData data) throws ExtractionEnded {
    skip(data);
    ExtractionEnded.unlessEmpty(extraction.tree().folder(path));
  }

  /** Makes a symbolic link, whose target is its data. */
  void link(EntryPath path, EntryData data) throws ExtractionEnded {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    copy(data, (chunk, count) -> bytes.write(chunk, 0, count));
    String target = Utf8.strict(bytes.toByteArray(), path.toString());
    ExtractionEnded.unlessEmpty(extraction.tree().link(path, target));
    extraction.listener().finishedFile();
  }

  /** Reads the data to their end, for the checks that come with that. */
  void skip(EntryData data) throws ExtractionEnded {
    copy(data, (_, _) -> {});
  }

  /** Has a file copied that the tree has already; all of it is counted before. */
  void copy(Tree.Copy copy) throws ExtractionEnded {
    ExtractionEnded.unlessSound(
        extraction.budget().countBytes(copy.size(), archiveBytes.getAsLong()));
    int piece;
    for (long left = copy.size(); left > 0; left -= piece) {
      extraction.source().stopIfCancelled();
      piece = (int) Math.min(left, BUFFER);
      ExtractionEnded.unlessEmpty(copy.next(piece));
      extraction.listener().wrote(piece);
    }
    ExtractionEnded.unlessEmpty(copy.finish());
  }

  private void copy(EntryData data, Output to) throws ExtractionEnded {
    int count = data.read(buffer, buffer.length);
    while (count >= 0) {
      ExtractionEnded.unlessSound(extraction.budget().countBytes(count, archiveBytes.getAsLong()));
      to.write(buffer, count);
      extraction.source().stopIfCancelled();
      count = data.read(buffer, buffer.length);
    }
  }

  /** Where expanded bytes go. */
  private interface Output {
    void write(byte[] bytes, int count) throws ExtractionEnded;
  }
}
