package dev.leash.filesystem.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
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
  static final int MOST = 512;

  private static final int TAR_MAGIC_AT = 257;
  private static final int TAR_CHECKSUM_AT = 148;
  private static final int TAR_CHECKSUM_LENGTH = 8;
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
    return quick.isPresent() || !whole ? quick : Optional.of(byAll());
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

  private boolean isTar() {
    if (bytes.remaining() < MOST) {
      return false;
    }
    String block = text();
    if (block.startsWith("ustar", TAR_MAGIC_AT)) {
      return true;
    }
    int checksumEnd = TAR_CHECKSUM_AT + TAR_CHECKSUM_LENGTH;
    String told = block.substring(TAR_CHECKSUM_AT, checksumEnd).replace('\0', ' ').trim();
    int sum =
        IntStream.range(0, MOST)
            .map(at -> at >= TAR_CHECKSUM_AT && at < checksumEnd ? ' ' : block.charAt(at))
            .sum();
    return told.equals(Integer.toOctalString(sum)) || told.equals(String.format("%06o", sum));
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
