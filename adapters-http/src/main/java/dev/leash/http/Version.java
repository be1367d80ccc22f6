package dev.leash.http;

import dev.leash.domain.download.SourceUrl;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Which version of the archive it is that has begun to arrive, as far as its first answer tells.
 *
 * @param url that gave it
 * @param validator with which more of it can be asked for
 */
record Version(
    SourceUrl url,
    Optional<Validator> validator,
    List<String> tags,
    List<String> modified,
    List<String> codings) {
  static Version of(SourceUrl url, Answer answer) {
    // A proxy that changed the body (203) did not change the origin's validator with it.
    Optional<Validator> validator =
        answer.status() == HttpStatus.SC_OK ? Validator.of(answer) : Optional.empty();
    return new Version(
        url,
        validator,
        answer.all(HttpHeaders.ETAG),
        answer.all(HttpHeaders.LAST_MODIFIED),
        answer.all(HttpHeaders.CONTENT_ENCODING));
  }

  /**
   * Whether a URL leads to the same resource, outside of which a validator means nothing (RFC 9110,
   * section 8.8.3). Its query may be another: redirects sign their URLs anew each time.
   */
  boolean isOfResource(SourceUrl other) {
    return url.sameOrigin(other)
        && Objects.equals(url.uri().getRawPath(), other.uri().getRawPath());
  }

  /**
   * Whether a part is of this version, by its own headers: it must repeat what vouched for the
   * first answer (RFC 9110, section 15.3.7.3), for some servers answer with a range of whatever
   * they have now. One with another label for its coding is cut from other bytes, though some
   * servers give both the same tag.
   */
  boolean isOf(Answer part) {
    return codings.equals(part.all(HttpHeaders.CONTENT_ENCODING))
        && (tags.isEmpty()
            ? modified.equals(part.all(HttpHeaders.LAST_MODIFIED))
            : tags.equals(part.all(HttpHeaders.ETAG)));
  }
}
