package dev.leash.bootstrap.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.leash.bootstrap.demo.Sample.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a sample is asked for, and sent.
 *
 * @param from where it begins in the archive
 * @param isWhole whether all of it was asked for
 */
record Part(Sample sample, long from, long length, long total, boolean isWhole) {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{1,18})?");

  /** To com.sun's server. */
  private static final long UNTOLD = 0;

  /** A range that the demo's daemon does not ask for gets the whole, as RFC 9110 allows. */
  static Part asked(HttpExchange exchange, Sample sample) throws IOException {
    long total = Files.size(sample.file());
    Part whole = new Part(sample, 0, total, total, true);
    Headers asked = exchange.getRequestHeaders();
    String range = asked.getFirst("Range");
    String validator = asked.getFirst("If-Range");
    if (sample.manner() != Manner.BY_RANGES
        || range == null
        || (validator != null && !validator.equals(whole.tag()))) {
      return whole;
    }
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      return whole;
    }
    long from = Long.parseLong(matcher.group(1));
    long last = matcher.group(2) == null ? total : Long.parseLong(matcher.group(2));
    long end = Math.min(last + 1, total);
    return from < end ? new Part(sample, from, end - from, total, false) : whole;
  }

  void announce(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    if (sample.manner() == Manner.BY_RANGES) {
      headers.set("Accept-Ranges", "bytes");
      headers.set("ETag", tag());
    }
    if (!isWhole) {
      headers.set("Content-Range", "bytes %d-%d/%d".formatted(from, from + length - 1, total));
    }
    exchange.sendResponseHeaders(
        isWhole ? 200 : 206, sample.manner() == Manner.LENGTH_UNTOLD ? UNTOLD : length);
  }

  private String tag() {
    return "\"" + sample.name() + "-" + total + "\"";
  }
}
