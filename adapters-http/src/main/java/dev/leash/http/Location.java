package dev.leash.http;

import dev.leash.domain.download.SourceUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Reads what a Location header says, as RFC 3986 resolves it. */
final class Location {
  /** Not allowed in a URI, yet sent by servers and understood by browsers. */
  private static final String ENCODED = " \"<>\\^`{|}";

  private Location() {}

  /** Where it leads; empty when it is garbage. */
  static Optional<URI> resolve(SourceUrl base, String location) {
    if (location.isBlank() || location.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    try {
      return Optional.of(resolve(base.uri(), new URI(encoded(location.strip()))));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  // URI.resolve follows RFC 2396: it drops the last segment for a mere query, and glues onto a base
  // without a path.
  private static URI resolve(URI base, URI reference) throws URISyntaxException {
    if (reference.isAbsolute()) {
      return reference;
    }
    String origin = base.getScheme() + "://" + base.getRawAuthority();
    String path = base.getRawPath().isEmpty() ? "/" : base.getRawPath();
    if (reference.getRawAuthority() == null && reference.getRawPath().isEmpty()) {
      String query = reference.getRawQuery() == null ? base.getRawQuery() : reference.getRawQuery();
      return new URI(origin + path + (query == null ? "" : "?" + query));
    }
    return new URI(origin + path).resolve(reference);
  }

  // A header's characters are bytes: those above ASCII are encoded as they came.
  private static String encoded(String location) {
    StringBuilder encoded = new StringBuilder(location.length());
    for (int i = 0; i < location.length(); i++) {
      char c = location.charAt(i);
      if (c > 0x7e || ENCODED.indexOf(c) >= 0) {
        encoded.append(String.format(Locale.ROOT, "%%%02X", c & 0xff));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }
}
