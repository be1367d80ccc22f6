package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Encrypted;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.archive.EntryNames;
import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.port.Archive.Options;
import dev.leash.filesystem.archive.PlannedEntry.Kind;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.X5455_ExtendedTimestamp;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Judges one entry of the directory by itself, and makes our record of it. */
final class ZipEntryReader {
  /** Encrypted, strongly encrypted, its header masked (APPNOTE.TXT 4.4.4: bits 0, 6 and 13). */
  static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;

  /** Its data are a patch for a file that one has (APPNOTE.TXT 4.4.4: bit 5). */
  private static final int PATCHED = 1 << 5;

  /**
   * A day after DOS time begins, for the zones: the library makes a date before it of a DOS time of
   * 0, which means none, and shows that as if the entry had an extended timestamp.
   */
  private static final long FIRST_SANE_MILLIS = 315_532_800_000L + 86_400_000L;

  private final EntryPaths paths;
  private final long shift;

  ZipEntryReader(Options options, long shift) {
    this.paths = new EntryPaths(options);
    this.shift = shift;
  }

  ZipEntryRecord read(ZipArchiveEntry entry) throws ExtractionEnded {
    String name = ZipNames.nameOf(entry);
    if ((entry.getRawFlag() & ENCRYPTED) != 0) {
      throw ExtractionEnded.of(new Encrypted(EntryNames.shown(name)));
    }
    if ((entry.getRawFlag() & PATCHED) != 0) {
      throw ExtractionEnded.of(new Unsupported("a zip of patches"));
    }
    EndRecordReader.requireOnePart(entry.getDiskNumberStart() == 0);
    Kind kind = kind(entry, name);
    Optional<EntryPath> path = paths.of(name, kind == Kind.FOLDER);
    String text = path.map(EntryPath::text).orElse("");
    String raw = ZipNames.latin1(entry.getRawName());
    return new ZipEntryRecord(
        path.isPresent() ? kind : Kind.DROPPED,
        text,
        EntryPaths.once(raw, text),
        entry.getRawFlag(),
        entry.getMethod(),
        entry.getCrc(),
        entry.getCompressedSize(),
        entry.getSize(),
        entry.getLocalHeaderOffset() + shift,
        UnixMode.isExecutable(entry.getUnixMode()),
        modifiedMillis(entry));
  }

  /**
   * A name that ends with a separator is a folder's, whatever its mode; writers that set no type
   * are many.
   */
  private static Kind kind(ZipArchiveEntry entry, String name) throws ExtractionEnded {
    boolean namedFolder = name.endsWith("/");
    return switch (entry.getUnixMode() & UnixMode.TYPE) {
      case UnixMode.FOLDER -> Kind.FOLDER;
      case 0, UnixMode.REGULAR -> namedFolder ? Kind.FOLDER : Kind.FILE;
      case UnixMode.LINK -> {
        if (namedFolder) {
          throw ExtractionEnded.unsafe(name, "is a link with a folder's name");
        }
        yield Kind.LINK;
      }
      default -> throw ExtractionEnded.unsafe(name, "is neither a file nor a folder nor a link");
    };
  }

  private static long modifiedMillis(ZipArchiveEntry entry) {
    FileTime extended =
        entry.getExtraField(X5455_ExtendedTimestamp.HEADER_ID)
                instanceof X5455_ExtendedTimestamp field
            ? field.getModifyFileTime()
            : null;
    long millis = extended == null ? entry.getTime() : extended.toMillis();
    return sane(millis);
  }

  /** A time, or none. */
  static long sane(long millis) {
    return millis >= FIRST_SANE_MILLIS ? millis : PlannedEntry.NO_TIME;
  }
}
