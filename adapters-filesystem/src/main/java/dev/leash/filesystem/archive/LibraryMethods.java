package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.utils.InputStreamStatistics;

/** The entries whose compression is left to the library. Not safe for use by several threads. */
final class LibraryMethods implements AutoCloseable {
  /**
   * Those whose decoders take little memory whatever the entry says. The library also reads xz and
   * Zstandard in a zip, but lets the entry say how much memory that takes.
   */
  private static final Set<ZipMethod> SMALL =
      Set.of(
          ZipMethod.UNSHRINKING, ZipMethod.IMPLODING, ZipMethod.ENHANCED_DEFLATED, ZipMethod.BZIP2);

  /** Those whose data say themselves where they end. */
  private static final Set<ZipMethod> ENDING = Set.of(ZipMethod.ENHANCED_DEFLATED, ZipMethod.BZIP2);

  private final ZipFile zip;
  private final Map<Long, ZipArchiveEntry> byOffset;

  private LibraryMethods(ZipFile zip, Map<Long, ZipArchiveEntry> byOffset) {
    this.zip = zip;
    this.byOffset = byOffset;
  }

  /** For an archive that it has to be asked about. */
  static LibraryMethods of(ZipFile zip) {
    return new LibraryMethods(zip, new HashMap<>());
  }

  /** Keeps an entry when it needs the library; refuses it when that does not help. */
  void add(ZipArchiveEntry entry, ZipEntryRecord record) throws ExtractionEnded {
    if (record.method() == ZipEntryRecord.STORED || record.method() == ZipEntryRecord.DEFLATED) {
      return;
    }
    ZipMethod method = ZipMethod.getMethodByCode(record.method());
    if (method == null || !SMALL.contains(method) || !zip.canReadEntryData(entry)) {
      String name = method == null || method == ZipMethod.UNKNOWN ? "" : " (" + method + ")";
      throw ExtractionEnded.of(
          new Unsupported("a zip with compression method " + record.method() + name));
    }
    byOffset.put(record.headerOffset(), entry);
  }

  boolean isNeeded() {
    return !byOffset.isEmpty();
  }

  EntryData open(ZipEntryRecord record) throws ExtractionEnded {
    ZipArchiveEntry entry = Objects.requireNonNull(byOffset.get(record.headerOffset()), "entry");
    try {
      return new LibraryData(zip.getInputStream(entry), record);
    } catch (IOException | RuntimeException e) {
      throw LibraryProblems.ended(e, record.shown());
    }
  }

  @Override
  public void close() throws ExtractionEnded {
    try {
      zip.close();
    } catch (IOException | RuntimeException e) {
      throw LibraryProblems.ended(e, "the archive");
    }
  }

  private record LibraryData(InputStream in, ZipEntryRecord entry) implements EntryData {
    @Override
    public int read(byte[] target, int room) throws ExtractionEnded {
      try {
        int count = in.read(target, 0, room);
        if (count < 0) {
          requireNothingFollows();
        }
        return count;
      } catch (IOException | RuntimeException e) {
        throw LibraryProblems.ended(e, entry.shown());
      }
    }

    /** The streams of the older methods have no end of their own. */
    private void requireNothingFollows() throws ExtractionEnded {
      if (ENDING.contains(ZipMethod.getMethodByCode(entry.method()))
          && in instanceof InputStreamStatistics read
          && read.getCompressedCount() != entry.compressedSize()) {
        throw entry.corrupt("something follows its data");
      }
    }

    @Override
    public void close() throws ExtractionEnded {
      try {
        in.close();
      } catch (IOException | RuntimeException e) {
        throw LibraryProblems.ended(e, entry.shown());
      }
    }
  }
}
