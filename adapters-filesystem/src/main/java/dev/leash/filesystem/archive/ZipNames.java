package dev.leash.filesystem.archive;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.AbstractUnicodeExtraField;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * An entry's name: by its UTF-8 flag, else by a 0x7075 field that fits it (APPNOTE.TXT appendix D,
 * 4.6.9), else as the system that made it writes names: UTF-8 from Unix and macOS where it is that
 * (Info-ZIP 3.0 and macOS's Archive Utility set no flag), else CP437.
 */
final class ZipNames {
  private static final Charset CP437 = Charset.forName("IBM437");

  /** "Version made by" of Unix and of OS X (APPNOTE.TXT 4.4.2.2). */
  private static final Set<Integer> UTF8_MAKERS = Set.of(3, 19);

  private ZipNames() {}

  static String nameOf(ZipArchiveEntry entry) throws ExtractionEnded {
    byte[] raw = entry.getRawName();
    if (entry.getGeneralPurposeBit().usesUTF8ForNames()) {
      return Utf8.strict(raw, latin1(raw));
    }
    if (entry.getExtraField(UnicodePathExtraField.UPATH_ID)
            instanceof AbstractUnicodeExtraField unicode
        && unicode.getUnicodeName() != null
        && unicode.getNameCRC32() == crc(raw)) {
      return Utf8.strict(unicode.getUnicodeName(), latin1(raw));
    }
    return UTF8_MAKERS.contains(entry.getPlatform())
        ? Utf8.decode(raw).orElseGet(() -> new String(raw, CP437))
        : new String(raw, CP437);
  }

  /** A character for each byte. */
  static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
