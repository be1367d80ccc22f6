package dev.leash.bootstrap.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What a request is answered with that becomes no WebSocket. No other origin may read or use it.
 */
final class Answer {
  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final byte[] content;

  private Answer(int status, String type, byte[] content) {
    this.status = status;
    this.content = content;
    headers.put("Content-Type", type);
    // One request a connection: nobody holds a place of the few for nothing.
    headers.put("Connection", "close");
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
  }

  /**
   * @param why a sentence for a person
   */
  static Answer refusal(int status, String why) {
    return new Answer(
        status, "text/plain; charset=utf-8", (why + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param to without what follows the #, which browsers keep
   */
  static Answer elsewhere(String to) {
    return refusal(HttpStatus.TEMPORARY_REDIRECT_307, "This is at " + to).with("Location", to);
  }

  static Answer file(String type, byte[] content) {
    return new Answer(HttpStatus.OK_200, type, content);
  }

  Answer with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  void write(Response response, Callback callback) {
    response.setStatus(status);
    headers.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
    response.write(true, ByteBuffer.wrap(content), callback);
  }
}
