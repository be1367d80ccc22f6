package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.SourceUrl;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocationTest {
  @ParameterizedTest
  @CsvSource({
    "http://a/b/c?d, e, http://a/b/e",
    "http://a/b/c?d, /e, http://a/e",
    "http://a/b/c?d, ../e, http://a/e",
    "http://a/b/c?d, ?e, http://a/b/c?e",
    "http://a/b/c?d, #e, http://a/b/c?d",
    "http://a/b/c?d, //x/e, http://x/e",
    "http://a/b/c?d, https://x:8443/e?f=g, https://x:8443/e?f=g",
    "http://a, e, http://a/e",
    "http://a, ?e, http://a/?e",
    "http://a/b, 'c d|é.zip', http://a/c%20d%7C%E9.zip",
    "http://a/b, c%20d, http://a/c%20d",
  })
  void resolvesAsRfc3986Does(String base, String location, String expected) {
    assertThat(Location.resolve(SourceUrl.parse(base), location)).hasValue(URI.create(expected));
  }
}
