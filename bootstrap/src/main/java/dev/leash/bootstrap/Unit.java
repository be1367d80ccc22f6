package dev.leash.bootstrap;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a bound counts, and how a person writes it. */
public enum Unit {
  COUNT {
    @Override
    public OptionalLong parse(String text) {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong of(long number) {
      return OptionalLong.of(number);
    }

    @Override
    String range(long least, long most) {
      return "a whole number from " + least + " to " + most;
    }
  },
  BYTES {
    @Override
    public OptionalLong parse(String text) {
      return scaled(text, SIZES);
    }

    @Override
    public OptionalLong of(long number) {
      return OptionalLong.of(number);
    }

    @Override
    String range(long least, long most) {
      String bounds =
          most == Long.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
      return "bytes, " + bounds + ", as a whole number or like \"20 GiB\"";
    }
  },
  /** In milliseconds. */
  TIME {
    @Override
    public OptionalLong parse(String text) {
      try {
        return text.startsWith("P")
            ? OptionalLong.of(Duration.parse(text).toMillis())
            : scaled(text, TIMES);
      } catch (DateTimeParseException | ArithmeticException e) {
        return OptionalLong.empty();
      }
    }

    @Override
    public OptionalLong of(long number) {
      // A number says not what it counts.
      return OptionalLong.empty();
    }

    @Override
    String range(long least, long most) {
      return "a time like \"10 s\", \"500 ms\" or \"PT10S\", from 1 ms to 7 days";
    }
  };

  /** Beyond any use, and below the 24 days that a socket's time-out can count in milliseconds. */
  static final Duration LONGEST = Duration.ofDays(7);

  private static final Pattern AMOUNT =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([A-Za-z]+)");

  private static final Map<String, Long> SIZES =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "TB", 1_000_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30,
          "TiB", 1L << 40);

  private static final Map<String, Long> TIMES =
      Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L);

  /** Empty when the text is no amount of it. */
  public abstract OptionalLong parse(String text);

  /** Empty when a bare number says too little. */
  public abstract OptionalLong of(long number);

  abstract String range(long least, long most);

  private static OptionalLong scaled(String text, Map<String, Long> scales) {
    Matcher amount = AMOUNT.matcher(text);
    Long scale = amount.matches() ? scales.get(amount.group(2)) : null;
    if (scale == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          new BigDecimal(amount.group(1)).multiply(BigDecimal.valueOf(scale)).longValueExact());
    } catch (ArithmeticException e) {
      // No whole number of bytes or milliseconds, or too many.
      return OptionalLong.empty();
    }
  }
}
