package dev.leash.filesystem.archive;

import java.util.stream.Stream;

/** What a file looks like by its first bytes. */
enum Look {
  ZIP("a zip file", "504b0304 504b0506 504b0606 504b0708 504b3030504b0304"),
  TAR("a tar archive", ""),
  GZIP("a gzip file", "1f8b"),
  BZIP2("a bzip2 file", "425a68"),
  XZ("an xz file", "fd377a585a00"),
  /** It may begin with a frame that is to be skipped, as those of pzstd do (RFC 8878, 3.1.2). */
  ZSTD(
      "a Zstandard file",
      "28b52ffd 502a4d18 512a4d18 522a4d18 532a4d18 542a4d18 552a4d18 562a4d18 572a4d18"
          + " 582a4d18 592a4d18 5a2a4d18 5b2a4d18 5c2a4d18 5d2a4d18 5e2a4d18 5f2a4d18"),
  SEVEN_ZIP("a 7z archive", "377abcaf271c"),

  RAR("a RAR archive", "526172211a07"),
  LZ4("an LZ4 file", "04224d18"),
  LZIP("an lzip file", "4c5a4950"),
  COMPRESS("a compress (.Z) file", "1f9d 1fa0"),
  CABINET("a Windows cabinet", "4d534346"),
  AR("a Debian package or another ar archive", "213c617263683e0a"),
  RPM("an RPM package", "edabeedb"),
  CPIO("a cpio archive", "303730373031 303730373032 303730373037"),
  OLE("an installer package or an old Office document", "d0cf11e0a1b11ae1"),
  PDF("a PDF document", "255044462d"),
  PNG("a PNG picture", "89504e470d0a1a0a"),
  JPEG("a JPEG picture", "ffd8ff"),
  GIF("a GIF picture", "47494638"),
  HTML("an HTML page", ""),
  XML("an XML document", ""),
  JSON("a JSON document", ""),
  TEXT("a text file", "fffe feff"),
  EMPTY("an empty file", ""),

  // A zip may follow them: a self-extracting file.
  ELF("an ELF program", "7f454c46"),
  WINDOWS("a Windows program", "4d5a"),
  MAC("a macOS program", "cffaedfe cefaedfe feedfacf feedface cafebabe"),
  SCRIPT("a script", "2321"),
  UNKNOWN("a file of an unknown kind", "");

  private final String description;

  /** In hex, a space between them. */
  private final String starts;

  Look(String description, String starts) {
    this.description = description;
    this.starts = starts;
  }

  String description() {
    return description;
  }

  /**
   * Whether a file with that start, in hex, is of this kind; false where a kind is told otherwise.
   */
  boolean startsLike(String hex) {
    return !starts.isEmpty() && Stream.of(starts.split(" ", -1)).anyMatch(hex::startsWith);
  }
}
