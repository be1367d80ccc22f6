package dev.leash.filesystem.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells from a file's first bytes what it looks like, with as few of them as suffice: an error page
 * that a server sends instead of an archive is refused at once, however slowly the rest drips.
 *
 * @param whole whether more bytes would not tell more
 */
record FirstBytes(ByteBuffer bytes, boolean whole) {
  /**
   * One block of tar: its magic and its checksum lie in it, and text is told from a long file name.
   */
  static final int MOST = TarHeader.SIZE;

  /** Those whose few letters a tar's first file name may begin with; the others no name can. */
  private static final Set<Look> MAY_BE_A_NAME =
      Set.of(
          Look.BZIP2,
          Look.WINDOWS,
          Look.LZIP,
          Look.CABINET,
          Look.CPIO,
          Look.PDF,
          Look.GIF,
          Look.SCRIPT,
          Look.HTML,
          Look.XML,
          Look.JSON);

  private static final int TAR_NAME = 100;

  private static final int TAR_MAGIC_AT = 257;
  private static final int ESCAPE = 0x1b;

  /** Reads until the kind is told. */
  static Look look(ArrivingBytes source) throws ExtractionEnded {
    ByteBuffer start = ByteBuffer.allocate(MOST);
    while (true) {
      boolean ended = source.read(start.position(), start) < 0;
      Optional<Look> look =
          new FirstBytes(start.duplicate().flip(), ended || !start.hasRemaining()).look();
      if (look.isPresent()) {
        return look.get();
      }
    }
  }

  Optional<Look> look() {
    if (!bytes.hasRemaining()) {
      return whole ? Optional.of(Look.EMPTY) : Optional.empty();
    }
    Optional<Look> quick = byStart().or(this::byMarkup);
    if (quick.filter(MAY_BE_A_NAME::contains).isPresent() && mayBeAName()) {
      return whole ? Optional.of(isSoundTar() ? Look.TAR : quick.get()) : Optional.empty();
    }
    return quick.isPresent() || !whole ? quick : Optional.of(byAll());
  }

  /**
   * Whether no line ends where a tar has its first file's name: no name is written that has such a
   * character, and nearly all pages and scripts have one there. It is asked before the checksum, so
   * that the answer does not depend on how many bytes came at once.
   */
  private boolean mayBeAName() {
    String field = text().substring(0, Math.min(TAR_NAME, bytes.remaining()));
    int end = field.indexOf('\0');
    return (end < 0 ? field : field.substring(0, end)).chars().noneMatch(c -> c < ' ' || c == 0x7f);
  }

  private Optional<Look> byStart() {
    String hex = HexFormat.of().formatHex(text().getBytes(StandardCharsets.ISO_8859_1));
    return Stream.of(Look.values()).filter(look -> look.startsLike(hex)).findFirst();
  }

  private Optional<Look> byMarkup() {
    String text = text().replaceFirst("^(\u00ef\u00bb\u00bf)?\\s*", "").toLowerCase(Locale.ROOT);
    if (Stream.of("<!doctype html", "<html", "<head", "<body", "<title", "<script", "<!--")
        .anyMatch(text::startsWith)) {
      return Optional.of(Look.HTML);
    }
    if (text.startsWith("<?xml")) {
      return Optional.of(Look.XML);
    }
    boolean json = text.matches("(?s)(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\]]).*");
    return json ? Optional.of(Look.JSON) : Optional.empty();
  }

  private Look byAll() {
    if (isTar()) {
      return Look.TAR;
    }
    String text = text();
    if (!text.chars().allMatch(FirstBytes::isText)) {
      return Look.UNKNOWN;
    }
    return text.stripLeading().startsWith("<") ? Look.XML : Look.TEXT;
  }

  /** One block of zeroes is where a tar of nothing begins. */
  private boolean isTar() {
    return bytes.remaining() >= MOST
        && (text().startsWith("ustar", TAR_MAGIC_AT) || TarHeader.isZero(block()) || isSoundTar());
  }

  private boolean isSoundTar() {
    return bytes.remaining() >= MOST && TarHeader.hasRightChecksum(block());
  }

  private byte[] block() {
    byte[] block = new byte[MOST];
    bytes.get(0, block);
    return block;
  }

  /** A character for each byte. */
  private String text() {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(0, copy);
    return new String(copy, StandardCharsets.ISO_8859_1);
  }

  private static boolean isText(int character) {
    return character >= ' '
        ? character != 0x7f
        : "\t\n\f\r".indexOf(character) >= 0 || character == ESCAPE;
  }
}
