package dev.leash.filesystem.archive;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.port.Archive.Options;
import dev.leash.filesystem.archive.PlannedEntry.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ExtraFieldUtils;
import org.apache.commons.compress.archivers.zip.X5455_ExtendedTimestamp;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.apache.commons.compress.archivers.zip.ZipUtil;

/**
 * Makes our record of an entry of its local header alone, where that tells enough. It cannot tell a
 * link from a file, nor what is executable.
 */
final class LocalEntryReader {
  private static final int UTF8_FLAG = 1 << 11;

  private final EntryPaths paths;

  LocalEntryReader(Options options) {
    this.paths = new EntryPaths(options);
  }

  /** Whether {@link #read} would wait for nothing there. */
  boolean hasArrived(ArrivingBytes source, long offset) throws ExtractionEnded {
    if (!source.hasArrived(offset, LocalFields.SIZE)) {
      return false;
    }
    Optional<LocalFields> fields = LocalFields.read(source, offset);
    return fields.isEmpty() || source.hasArrived(offset, fields.get().dataOffset() - offset);
  }

  /**
   * Waits for the header.
   *
   * @return empty where none is, or where the directory is needed to know what the entry is
   */
  Optional<ScannedEntry> read(ArrivingBytes source, long offset) throws ExtractionEnded {
    Optional<LocalFields> found = LocalFields.read(source, offset);
    if (found.isEmpty() || !tellsItsData(found.get())) {
      return Optional.empty();
    }
    LocalFields fields = found.get();
    String rawName = fields.rawName(source);
    Optional<String> name = name(rawName, fields.flags());
    if (name.isEmpty()) {
      return Optional.empty();
    }
    byte[] extra = fields.extra(source);
    LocalFields.Sizes sizes = fields.sizes(extra);
    boolean folder = name.get().endsWith("/");
    if (!areSound(sizes, fields, folder)) {
      return Optional.empty();
    }
    Optional<EntryPath> path = paths.of(name.get(), folder);
    Kind named = folder ? Kind.FOLDER : Kind.FILE;
    return Optional.of(
        new ScannedEntry(
            new ZipEntryRecord(
                path.isPresent() ? named : Kind.DROPPED,
                path.map(EntryPath::text).orElse(""),
                rawName,
                fields.flags(),
                fields.method(),
                fields.crc(),
                sizes.compressed(),
                sizes.size(),
                offset,
                false,
                modifiedMillis(fields, extra)),
            fields.dataOffset() + sizes.compressed()));
  }

  /** With a descriptor, nobody knows where its data end. */
  private static boolean tellsItsData(LocalFields fields) {
    return !fields.hasDescriptor()
        && (fields.flags() & ZipEntryReader.ENCRYPTED) == 0
        && (fields.method() == ZipEntryRecord.STORED || fields.method() == ZipEntryRecord.DEFLATED);
  }

  /** Which charset a name beyond ASCII has is told by the directory, unless it is UTF-8. */
  private static Optional<String> name(String rawName, int flags) {
    if ((flags & UTF8_FLAG) != 0) {
      return Utf8.decode(rawName.getBytes(StandardCharsets.ISO_8859_1));
    }
    return StandardCharsets.US_ASCII.newEncoder().canEncode(rawName)
        ? Optional.of(rawName)
        : Optional.empty();
  }

  private static boolean areSound(LocalFields.Sizes sizes, LocalFields fields, boolean folder) {
    return sizes.size() >= 0
        && sizes.compressed() >= 0
        && sizes.compressed() <= Long.MAX_VALUE - fields.dataOffset()
        && (fields.method() != ZipEntryRecord.STORED || sizes.size() == sizes.compressed())
        && (!folder || sizes.size() == 0);
  }

  private static long modifiedMillis(LocalFields fields, byte[] extra) {
    try {
      for (ZipExtraField field :
          ExtraFieldUtils.parse(extra, true, ExtraFieldUtils.UnparseableExtraField.SKIP)) {
        if (field instanceof X5455_ExtendedTimestamp extended
            && extended.getModifyFileTime() != null) {
          return ZipEntryReader.sane(extended.getModifyFileTime().toMillis());
        }
      }
    } catch (ZipException e) {
      // Its time is a guess like all else here: the directory's is what the file will have.
      return PlannedEntry.NO_TIME;
    }
    return ZipEntryReader.sane(ZipUtil.dosToJavaTime(fields.dosTime()));
  }
}
