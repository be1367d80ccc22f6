package dev.leash.domain.archive;

/** How an entry's name, which an attacker may have chosen, is shown to a person. */
public final class EntryNames {
  /** Longer names are cut: an error is one line. */
  static final int SHOWN = 200;

  private EntryNames() {}

  /**
   * The name with control, format (bidi among them), private and unpaired characters escaped, and
   * cut.
   */
  public static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    int position = 0;
    while (position < name.length() && shown.length() < SHOWN) {
      int point = name.codePointAt(position);
      position += Character.charCount(point);
      if (isPlain(point)) {
        shown.appendCodePoint(point);
      } else {
        shown.append(String.format("\\u{%x}", point));
      }
    }
    return position < name.length() ? shown.append('…').toString() : shown.toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
