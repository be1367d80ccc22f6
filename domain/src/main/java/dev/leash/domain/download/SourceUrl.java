package dev.leash.domain.download;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an archive comes from. Its user info and query may be secrets: {@link #toString} leaves
 * them out.
 *
 * @param uri absolute; whether its scheme may be used is {@link #refusal}'s to say
 */
public record SourceUrl(URI uri) {
  private static final int MAX_LENGTH = 16_384;
  private static final int MAX_PORT = 65_535;

  /** What browsers leave as it is in a path or query, and RFC 3986 does not allow. */
  private static final Pattern BROWSERS_OWN = Pattern.compile("[\\[\\]|^`{}\"<>]");

  public SourceUrl {
    if (!uri.isAbsolute()) {
      throw new IllegalArgumentException("a URL must begin with its scheme, as https://");
    }
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException when it is none; the message does not repeat it
   */
  public static SourceUrl parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a URL must be at most " + MAX_LENGTH + " characters long");
    }
    try {
      return new SourceUrl(URI.create(new URI(escaped(text)).toASCIIString()));
    } catch (URISyntaxException e) {
      // Without the cause: its message repeats the URL, and a log would show it.
      throw new IllegalArgumentException(
          "a URL must be absolute and well-formed: " + e.getReason());
    }
  }

  /** The brackets of an IPv6 address stand before the path, and stay. */
  private static String escaped(String text) {
    int scheme = text.indexOf("://");
    int path = scheme < 0 ? text.length() : scheme + 3;
    while (path < text.length() && "/?#".indexOf(text.charAt(path)) < 0) {
      path++;
    }
    return text.substring(0, path)
        + BROWSERS_OWN
            .matcher(text.substring(path))
            .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
  }

  /** Why nothing may be fetched from here; empty when it may. */
  public Optional<String> refusal() {
    String scheme = scheme();
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.of("only http and https URLs can be downloaded, not " + scheme + ":");
    }
    if (host().isEmpty()) {
      return Optional.of(
          "the URL has no host of letters, digits, - and . (international ones begin with xn--)");
    }
    return port() < 1 || port() > MAX_PORT
        ? Optional.of("the URL's port must be 1 to " + MAX_PORT)
        : Optional.empty();
  }

  public boolean isSecure() {
    return scheme().equals("https");
  }

  /** Whether both have the same scheme, host and port (RFC 6454); never without a host. */
  public boolean sameOrigin(SourceUrl other) {
    return !host().isEmpty()
        && scheme().equals(other.scheme())
        && host().equals(other.host())
        && port() == other.port();
  }

  /** The URL less its user info, query and fragment. */
  @Override
  public String toString() {
    if (uri.isOpaque()) {
      return scheme() + ":";
    }
    String authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
    String path = Optional.ofNullable(uri.getRawPath()).orElse("");
    if (authority.isEmpty() && path.contains("@")) {
      // With a slash too few, what was meant as user info is a path.
      return scheme() + ":";
    }
    return scheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1) + path;
  }

  private String scheme() {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private String host() {
    return Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
  }

  private int port() {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return isSecure() ? 443 : 80;
  }
}
