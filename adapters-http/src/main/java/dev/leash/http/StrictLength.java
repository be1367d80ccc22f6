package dev.leash.http;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;

/**
 * The length of a body by RFC 9112, section 6.3: chunked wins over Content-Length, and of several
 * lengths all must be the same. The library's own takes {@code +5} for a number, and refuses a
 * length that is only repeated.
 */
final class StrictLength implements ContentLengthStrategy {
  /** As many digits as surely fit a long. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  @Override
  public long determineLength(HttpMessage message) throws HttpException {
    if (message.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
      return DefaultContentLengthStrategy.INSTANCE.determineLength(message);
    }
    List<String> lengths =
        Arrays.stream(message.getHeaders(HttpHeaders.CONTENT_LENGTH))
            .map(Header::getValue)
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .distinct()
            .toList();
    if (lengths.isEmpty()) {
      return UNDEFINED;
    }
    if (lengths.size() > 1) {
      throw new ProtocolException("Several Content-Lengths");
    }
    if (!DIGITS.matcher(lengths.getFirst()).matches()) {
      throw new ProtocolException("A Content-Length that is no number");
    }
    return Long.parseLong(lengths.getFirst());
  }
}
