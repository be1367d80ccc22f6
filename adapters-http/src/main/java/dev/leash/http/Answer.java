package dev.leash.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer.
 *
 * @param length of the body; empty when it ends by chunks or by the connection's end
 * @param headers by name in any case
 */
record Answer(int status, OptionalLong length, Map<String, List<String>> headers) {
  /** Successes whose body is the archive, or a part of it; the others carry none. */
  private static final Set<Integer> WITH_ARCHIVE =
      Set.of(
          HttpStatus.SC_OK,
          HttpStatus.SC_NON_AUTHORITATIVE_INFORMATION,
          HttpStatus.SC_PARTIAL_CONTENT);

  static Answer of(ClassicHttpResponse response) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getHeaders()) {
      @Nullable String value = header.getValue();
      headers
          .computeIfAbsent(header.getName(), _ -> new ArrayList<>())
          .add(value == null ? "" : value.strip());
    }
    return new Answer(response.getCode(), length(response.getEntity()), headers);
  }

  static boolean mayHaveArchive(int status) {
    return WITH_ARCHIVE.contains(status);
  }

  /** Whether the body is the whole archive. */
  boolean isWhole() {
    return mayHaveArchive(status) && status != HttpStatus.SC_PARTIAL_CONTENT;
  }

  /** The header's values, without repetitions. */
  List<String> all(String name) {
    return headers.getOrDefault(name, List.of()).stream().distinct().toList();
  }

  /** The header's value; empty where there is none, and where there are several. */
  Optional<String> one(String name) {
    List<String> values = all(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static OptionalLong length(@Nullable HttpEntity entity) {
    return entity != null && entity.getContentLength() >= 0
        ? OptionalLong.of(entity.getContentLength())
        : OptionalLong.empty();
  }
}
