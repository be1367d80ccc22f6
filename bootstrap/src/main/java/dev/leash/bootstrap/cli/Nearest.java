package dev.leash.bootstrap.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody most likely meant. */
final class Nearest {
  /** More wrong letters than this in three, and it is another word. */
  private static final int LETTERS_PER_MISTAKE = 3;

  private Nearest() {}

  /** Empty where none is near. */
  static Optional<String> to(String given, Collection<String> names) {
    String plain = plain(given);
    return names.stream()
        .min(
            Comparator.comparingInt((String name) -> distance(plain, plain(name)))
                .thenComparing(Comparator.naturalOrder()))
        .filter(name -> isNear(plain, plain(name)));
  }

  /** One letter for another is no likeness: something must be the same. */
  private static boolean isNear(String given, String name) {
    int letters = Math.min(given.length(), name.length());
    int mistakes = distance(given, name);
    return mistakes < letters && mistakes <= Math.max(1, letters / LETTERS_PER_MISTAKE);
  }

  /** {@code allowRoot}, {@code allow_root} and {@code --allow-root} differ in spelling alone. */
  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  /** How many letters to add, drop or change (Levenshtein). */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] line = new int[to.length() + 1];
      line[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        line[column] =
            Math.min(above[column - 1] + change, 1 + Math.min(above[column], line[column - 1]));
      }
      above = line;
    }
    return above[to.length()];
  }
}
