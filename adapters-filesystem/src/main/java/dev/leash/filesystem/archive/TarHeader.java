package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.archive.EntryNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One header block of a tar (POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar's manual, "Basic
 * Tar Format"). Its texts are as they are there, a character for each byte.
 *
 * @param type the type flag
 * @param modified empty where it has no time that there can be
 */
record TarHeader(
    char type,
    String name,
    String linkName,
    long size,
    boolean executable,
    Optional<Instant> modified) {
  static final int SIZE = 512;

  static final char OLD_FILE = '\0';
  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char LINK = '2';
  static final char FOLDER = '5';
  static final char CONTIGUOUS_FILE = '7';
  static final char PAX = 'x';
  static final char SOLARIS_PAX = 'X';
  static final char GLOBAL_PAX = 'g';
  static final char LONG_NAME = 'L';
  static final char LONG_LINK = 'K';
  static final char SPARSE_FILE = 'S';
  static final char NEXT_PART = 'M';
  static final char VOLUME = 'V';

  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;

  /** GNU's own format has other fields where the prefix is. */
  private static final String GNU_MAGIC = "ustar  \0";

  /** Reads a block that is not all zero. */
  static TarHeader parse(byte[] block) throws ExtractionEnded {
    String name = fullName(block);
    if (!hasRightChecksum(block)) {
      throw ExtractionEnded.corrupt("a header of it is damaged");
    }
    OptionalLong size = TarNumber.parse(block, 124, 12);
    if (size.isEmpty() || size.getAsLong() < 0) {
      throw ExtractionEnded.corrupt(EntryNames.shown(name) + ": its size makes no sense");
    }
    return new TarHeader(
        (char) Byte.toUnsignedInt(block[156]),
        name,
        text(block, 157, 100),
        size.getAsLong(),
        UnixMode.isExecutable(TarNumber.parse(block, 100, 8).orElse(0)),
        instant(TarNumber.parse(block, 136, 12)));
  }

  /** Historic tars summed signed bytes. */
  static boolean hasRightChecksum(byte[] block) {
    long unsigned = 0;
    long signed = 0;
    for (int at = 0; at < SIZE; at++) {
      boolean own = at >= CHECKSUM_AT && at < CHECKSUM_AT + CHECKSUM_LENGTH;
      unsigned += own ? ' ' : Byte.toUnsignedInt(block[at]);
      signed += own ? ' ' : block[at];
    }
    OptionalLong told = TarNumber.parse(block, CHECKSUM_AT, CHECKSUM_LENGTH);
    return told.isPresent() && (told.getAsLong() == unsigned || told.getAsLong() == signed);
  }

  static boolean isZero(byte[] block) {
    return Arrays.mismatch(block, new byte[SIZE]) < 0;
  }

  static ExtractionEnded sparse() {
    return ExtractionEnded.of(new Unsupported("a tar archive with sparse files"));
  }

  static ExtractionEnded partOfSeveral() {
    return ExtractionEnded.of(new Unsupported("one part of a tar archive in several parts"));
  }

  private static String fullName(byte[] block) {
    String name = text(block, 0, 100);
    String magic = new String(block, MAGIC_AT, GNU_MAGIC.length(), StandardCharsets.ISO_8859_1);
    boolean hasPrefix = magic.startsWith("ustar") && !magic.equals(GNU_MAGIC);
    String prefix = hasPrefix ? text(block, PREFIX_AT, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.ISO_8859_1);
  }

  private static Optional<Instant> instant(OptionalLong seconds) {
    return seconds.isPresent()
            && seconds.getAsLong() >= Instant.MIN.getEpochSecond()
            && seconds.getAsLong() <= Instant.MAX.getEpochSecond()
        ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
        : Optional.empty();
  }
}
