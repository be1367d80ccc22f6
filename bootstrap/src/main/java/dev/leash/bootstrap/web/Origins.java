package dev.leash.bootstrap.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose pages may speak to the gateway, and under which names it is called. Immutable. */
final class Origins {
  /** The web views of apps have schemes of their own, with names that no resolver knows. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?<scheme>[a-z][a-z0-9+.-]*)://(?<host>[a-z0-9._-]+|\\[[0-9a-f:.]+\\])(:(?<port>[0-9]{1,5}))?");

  /** As RFC 6454 has it: the usual port of a scheme is not said. */
  private static final Set<String> UNSAID = Set.of("http:80", "https:443", "ws:80", "wss:443");

  /** Where we listen. */
  static final String ADDRESS = "127.0.0.1";

  /**
   * What is asked for under these has come to us. {@code [::1]} is not among them: whoever says
   * that is looking for another process.
   */
  private static final List<String> NAMES = List.of(ADDRESS, "localhost");

  private final Set<String> hosts = new HashSet<>();
  private final Set<String> origins;
  private final String own;

  /**
   * @param port the gateway's own
   * @param more origins, beside the gateway's own
   */
  Origins(int port, List<String> more) {
    this.origins = new HashSet<>(more);
    // Not localhost: browsers try ::1 first, where another process may serve pages on this port.
    this.own = normal("http://" + ADDRESS + ":" + port);
    origins.add(own);
    for (String name : NAMES) {
      hosts.add(name + ":" + port);
      hosts.add(normal("http://" + name + ":" + port).substring("http://".length()));
    }
  }

  /** The gateway's own, which its page has. */
  String own() {
    return own;
  }

  /** Whether a page that came from this one of our hosts is of the gateway's own origin. */
  boolean isOwn(String host) {
    return own.equals(normal("http://" + host));
  }

  /** A name that leads elsewhere may have been made to lead here, by whoever owns it. */
  boolean isHost(String host) {
    return hosts.contains(host.toLowerCase(Locale.ROOT));
  }

  /** To the letter, as browsers write it: {@code null} and its like are nobody. */
  boolean allow(String origin) {
    return origins.contains(origin);
  }

  /**
   * An origin as browsers write it.
   *
   * @throws IllegalArgumentException when it is none
   */
  static String normal(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher matcher = ORIGIN.matcher(lower);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "web-origin takes an origin, as http://localhost:5173 or tauri://localhost, with no path"
              + " and no *; not '"
              + text
              + "'");
    }
    String port = matcher.group("port");
    return port != null && UNSAID.contains(matcher.group("scheme") + ":" + port)
        ? lower.substring(0, lower.lastIndexOf(':'))
        : lower;
  }
}
