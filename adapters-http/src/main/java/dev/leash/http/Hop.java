package dev.leash.http;

import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Transfer.Source;
import java.util.Optional;

/**
 * One URL on the way to the archive, with what may be told to its host.
 *
 * @param headers the caller's, none after another origin
 * @param userInfo of the first URL, none after another origin; a secret
 * @param redirects that led here
 * @param fresh whether an attempt on a kept connection has failed already
 */
record Hop(
    SourceUrl url, Headers headers, Optional<String> userInfo, int redirects, boolean fresh) {
  static Hop first(Source source) {
    Optional<String> userInfo = Optional.ofNullable(source.url().uri().getUserInfo());
    return new Hop(source.url(), source.headers(), userInfo, 0, false);
  }

  /** The next one: another origin gets no secrets, nor does any after it, be it the first again. */
  Hop redirected(SourceUrl target) {
    return url.sameOrigin(target)
        ? new Hop(target, headers, userInfo, redirects + 1, false)
        : new Hop(target, Headers.NONE, Optional.empty(), redirects + 1, false);
  }

  Hop afresh() {
    return new Hop(url, headers, userInfo, redirects, true);
  }

  String host() {
    return url.uri().getHost();
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
