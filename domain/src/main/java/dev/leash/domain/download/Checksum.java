package dev.leash.domain.download;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the digest of an archive must be.
 *
 * @param hex lower case, as long as the algorithm's digests are
 */
public record Checksum(Algorithm algorithm, String hex) {
  private static final Pattern TEXT =
      Pattern.compile("(?<algorithm>[a-z0-9]+):(?<hex>[0-9A-Fa-f]+)");

  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /** The digests that frontends may give. */
  public enum Algorithm {
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128),
    SHA1("SHA-1", 40),
    MD5("MD5", 32);

    private final String standardName;
    private final int hexDigits;

    Algorithm(String standardName, int hexDigits) {
      this.standardName = standardName;
      this.hexDigits = hexDigits;
    }

    /** The algorithm's name in the Java Security Standard Algorithm Names. */
    public String standardName() {
      return standardName;
    }
  }

  public Checksum {
    hex = hex.toLowerCase(Locale.ROOT);
    if (hex.length() != algorithm.hexDigits || !HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "checksum must have " + algorithm.hexDigits + " hex digits for " + prefix(algorithm));
    }
  }

  /**
   * Reads {@code sha256:<hex>}, and the same with sha512, sha1 or md5.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static Checksum parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      for (Algorithm algorithm : Algorithm.values()) {
        if (prefix(algorithm).equals(matcher.group("algorithm"))) {
          return new Checksum(algorithm, matcher.group("hex"));
        }
      }
    }
    throw new IllegalArgumentException(
        "checksum must be sha256:<hex>, sha512:<hex>, sha1:<hex> or md5:<hex>");
  }

  @Override
  public String toString() {
    return prefix(algorithm) + ":" + hex;
  }

  private static String prefix(Algorithm algorithm) {
    return algorithm.name().toLowerCase(Locale.ROOT);
  }
}
