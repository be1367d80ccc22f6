package dev.leash.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHeaders;

/** Makes the request of a hop. */
final class Requests {
  private Requests() {}

  /**
   * Asks for the archive.
   *
   * @param rest of it; empty to ask for the whole
   */
  static HttpGet of(Hop hop, Optional<Rest> rest) {
    HttpGet request = new HttpGet(withoutUserInfo(hop.url().uri()));
    request.setHeader(HttpHeaders.ACCEPT, "*/*");
    hop.userInfo().ifPresent(info -> request.setHeader(HttpHeaders.AUTHORIZATION, basic(info)));
    hop.headers().values().forEach(request::setHeader);
    // The bytes as sent are the archive: no coding may come between.
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    rest.ifPresent(missing -> {
      request.setHeader(HttpHeaders.RANGE, missing.range());
      request.setHeader(HttpHeaders.IF_RANGE, missing.validator().value());
    });
    return request;
  }

  private static URI withoutUserInfo(URI uri) {
    String authority = uri.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(uri.getScheme() + "://" + host + uri.getRawPath() + query);
  }

  private static String basic(String userInfo) {
    return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }
}
