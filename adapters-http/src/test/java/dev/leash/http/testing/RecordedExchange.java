package dev.leash.http.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that came.
 *
 * @param target as in the request line
 * @param headers by name in any case
 * @param connection that it came over
 */
public record RecordedExchange(
    String method, String target, Map<String, List<String>> headers, ServedConnection connection) {

  /** The header's values, none where it is absent. */
  public List<String> header(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** Waits until the client has closed the connection, or the server has. */
  public void awaitClosed() throws InterruptedException {
    connection.awaitClosed();
  }

  static RecordedExchange of(List<String> lines, ServedConnection connection) {
    List<String> request = List.of(lines.getFirst().split(" ", -1));
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new RecordedExchange(request.get(0), request.get(1), headers, connection);
  }
}
