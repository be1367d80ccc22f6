package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Of what a pax extended header says, that which matters here. A key without a value is as if it
 * were not there. Texts are as they are there, a character for each byte. For one thread.
 */
final class PaxAttributes {
  private static final Pattern SIZE = Pattern.compile("[0-9]+");
  private static final Pattern TIME = Pattern.compile("-?[0-9]+(\\.[0-9]*)?");
  private static final BigDecimal MOST_SIZE = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

  private final ArchiveLimits limits;
  private Optional<String> path = Optional.empty();
  private Optional<String> linkPath = Optional.empty();
  private Optional<Long> size = Optional.empty();
  private Optional<Instant> modified = Optional.empty();

  private PaxAttributes(ArchiveLimits limits) {
    this.limits = limits;
  }

  static PaxAttributes none(ArchiveLimits limits) {
    return new PaxAttributes(limits);
  }

  static PaxAttributes parse(byte[] data, ArchiveLimits limits) throws ExtractionEnded {
    PaxAttributes attributes = new PaxAttributes(limits);
    new PaxRecords(data, limits).read(attributes::set);
    return attributes;
  }

  Optional<String> path() {
    return path;
  }

  Optional<String> linkPath() {
    return linkPath;
  }

  Optional<Long> size() {
    return size;
  }

  Optional<Instant> modified() {
    return modified;
  }

  private void set(String key, String text) throws ExtractionEnded {
    if (key.startsWith("GNU.sparse.") || key.equals("SCHILY.realsize")) {
      throw TarHeader.sparse();
    }
    Optional<String> value = Optional.of(text).filter(some -> !some.isEmpty());
    switch (key) {
      case "path" -> path = value;
      case "linkpath" -> linkPath = value;
      case "size" -> size = value.isEmpty() ? Optional.empty() : Optional.of(size(value.get()));
      case "mtime" -> modified = value.isEmpty() ? Optional.empty() : time(value.get());
      default -> {}
    }
  }

  private long size(String text) throws ExtractionEnded {
    requireBound(text);
    if (!SIZE.matcher(text).matches()) {
      throw ExtractionEnded.corrupt("a number in a pax header of it makes no sense");
    }
    BigDecimal number = new BigDecimal(text);
    if (number.compareTo(MOST_SIZE) > 0) {
      throw ExtractionEnded.corrupt("a size in a pax header of it makes no sense");
    }
    return number.longValue();
  }

  /**
   * Some writers have exponents (1e-05), and what else they may have says nothing about the data: a
   * time that is not read is none.
   */
  private Optional<Instant> time(String text) throws ExtractionEnded {
    requireBound(text);
    return TIME.matcher(text).matches() ? instant(new BigDecimal(text)) : Optional.empty();
  }

  private void requireBound(String text) throws ExtractionEnded {
    if (text.length() > limits.numberLength()) {
      throw ExtractionEnded.of(new LimitExceeded("numberLength", limits.numberLength()));
    }
  }

  /** Empty where there is no such time. */
  private static Optional<Instant> instant(BigDecimal seconds) {
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    return whole.abs().compareTo(MOST_SECONDS) > 0
        ? Optional.empty()
        : Optional.of(
            Instant.ofEpochSecond(
                whole.longValue(), seconds.subtract(whole).movePointRight(9).longValue()));
  }
}
