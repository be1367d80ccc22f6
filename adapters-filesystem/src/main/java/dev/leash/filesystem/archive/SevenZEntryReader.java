package dev.leash.filesystem.archive;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.port.Archive.Options;
import dev.leash.filesystem.archive.PlannedEntry.Kind;
import java.util.Optional;

/** Judges one entry by itself, and makes our record of it. */
final class SevenZEntryReader {
  /** FILE_ATTRIBUTE_DIRECTORY. */
  private static final int FOLDER_ATTRIBUTE = 0x10;

  /** FILE_ATTRIBUTE_REPARSE_POINT: the content is a structure of Windows. */
  private static final int REPARSE_ATTRIBUTE = 0x400;

  /** The upper half is a POSIX st_mode. */
  private static final int HAS_MODE = 0x8000;

  private static final int MODE_SHIFT = 16;

  /** A FILETIME counts 100 ns from 1601. */
  private static final long TICKS_OF_A_MILLISECOND = 10_000;

  private static final long EPOCH_MILLIS = 11_644_473_600_000L;

  private final EntryPaths paths;

  SevenZEntryReader(Options options) {
    this.paths = new EntryPaths(options);
  }

  /**
   * What the end header says of an entry.
   *
   * @param folder whether it is one by its flags
   * @param anti whether it orders that something be deleted
   * @param attributes 0 for none
   * @param fileTime 0 for none
   */
  record Told(
      String name,
      boolean folder,
      boolean anti,
      int attributes,
      long fileTime,
      boolean hasContent,
      long size,
      long crc) {}

  SevenZEntry read(Told told) throws ExtractionEnded {
    if (told.anti()) {
      throw ExtractionEnded.unsafe(told.name(), "is no file but an order to delete one");
    }
    Kind kind = kind(told);
    Optional<EntryPath> path = paths.of(told.name(), kind == Kind.FOLDER);
    int mode = mode(told);
    return new SevenZEntry(
        path.isPresent() ? kind : Kind.DROPPED,
        told.name(),
        path.map(EntryPath::text).map(text -> EntryPaths.once(text, told.name())).orElse(""),
        told.size(),
        told.crc(),
        told.hasContent(),
        UnixMode.isExecutable(mode),
        told.fileTime() <= 0
            ? PlannedEntry.NO_TIME
            : told.fileTime() / TICKS_OF_A_MILLISECOND - EPOCH_MILLIS);
  }

  private static int mode(Told told) {
    return (told.attributes() & HAS_MODE) == 0 ? 0 : told.attributes() >>> MODE_SHIFT;
  }

  private static Kind kind(Told told) throws ExtractionEnded {
    int type = mode(told) & UnixMode.TYPE;
    if (type != 0 && type != UnixMode.REGULAR && type != UnixMode.FOLDER && type != UnixMode.LINK) {
      throw ExtractionEnded.unsafe(told.name(), "is neither a file nor a folder nor a link");
    }
    boolean folder = (told.attributes() & FOLDER_ATTRIBUTE) != 0 || type == UnixMode.FOLDER;
    if (told.folder()) {
      if (type == UnixMode.LINK || type == UnixMode.REGULAR) {
        throw ExtractionEnded.unsafe(told.name(), "is a folder and something else too");
      }
      return Kind.FOLDER;
    }
    if (folder) {
      throw ExtractionEnded.unsafe(told.name(), "is a file and a folder too");
    }
    if (told.name().endsWith("/")) {
      throw ExtractionEnded.unsafe(told.name(), "is no folder, and has a folder's name");
    }
    if (type == UnixMode.LINK) {
      return linkOf(told);
    }
    if ((told.attributes() & REPARSE_ATTRIBUTE) != 0) {
      throw ExtractionEnded.unsafe(told.name(), "is a link as only Windows has them");
    }
    return Kind.FILE;
  }

  private static Kind linkOf(Told told) throws ExtractionEnded {
    if (told.size() == 0) {
      throw ExtractionEnded.unsafe(told.name(), "is a link without a target");
    }
    if (told.size() > EntryUnzipper.MAX_TARGET) {
      throw ExtractionEnded.unsafe(told.name(), "is a link whose target is too long");
    }
    return Kind.LINK;
  }
}
