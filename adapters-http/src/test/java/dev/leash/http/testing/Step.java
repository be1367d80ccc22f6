package dev.leash.http.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** One thing that a scripted server does in answer to a request. */
@FunctionalInterface
public interface Step {
  void run(ServedConnection connection) throws IOException, InterruptedException;

  /** A status line and headers, each as {@code Name: value}, and the empty line after them. */
  static Step head(int status, String... headers) {
    StringBuilder head =
        new StringBuilder(String.format(Locale.ROOT, "HTTP/1.1 %d Scripted\r\n", status));
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return text(head + "\r\n");
  }

  /** A redirect without a body. */
  static Step redirect(int status, String location) {
    return head(status, "Location: " + location, "Content-Length: 0");
  }

  static Step bytes(byte[] bytes) {
    return connection -> connection.send(bytes);
  }

  /** Any text, garbage too; one byte a character. */
  static Step text(String text) {
    return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Answers as an honest server does: with the range that the request asks for if its If-Range is
   * this tag, else with the whole.
   */
  static Step resource(byte[] content, String tag) {
    return connection -> {
      Optional<String> asked =
          connection
              .requestHeader("Range")
              .filter(_ -> connection.requestHeader("If-Range").orElse(tag).equals(tag));
      int from = asked.map(range -> Integer.parseInt(bound(range, 1))).orElse(0);
      int to =
          asked
              .map(range -> bound(range, 2))
              .filter(last -> !last.isEmpty())
              .map(last -> Integer.parseInt(last) + 1)
              .orElse(content.length);
      head(
              asked.isPresent() ? 206 : 200,
              "ETag: " + tag,
              "Content-Length: " + (to - from),
              asked.isPresent() ? range(from, to - 1, content.length) : "Accept-Ranges: bytes")
          .run(connection);
      connection.send(content, from, to - from);
    };
  }

  private static String bound(String range, int group) {
    return range.replaceAll("bytes=([0-9]+)-([0-9]*)", "$" + group);
  }

  /** A Content-Range header. */
  static String range(long first, long last, Object total) {
    return "Content-Range: bytes " + first + "-" + last + "/" + total;
  }

  /** One chunk; an empty one is the last. */
  static Step chunk(byte[] content) {
    return connection -> {
      connection.send(
          (Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      connection.send(content);
      connection.send("\r\n".getBytes(StandardCharsets.US_ASCII));
    };
  }

  /** Sends so many bytes at a time, each time for one permit. */
  static Step drip(byte[] content, int each, Semaphore permits) {
    return connection -> {
      for (int at = 0; at < content.length; at += each) {
        permits.acquire();
        connection.send(content, at, Math.min(each, content.length - at));
      }
    };
  }

  /**
   * Sends so many bytes, as a server with a small buffer does: no more than was asked to be sent.
   */
  static Step zeros(long count) {
    return connection -> {
      connection.narrow();
      byte[] bytes = new byte[16 * 1024];
      for (long at = 0; at < count; at += bytes.length) {
        connection.send(bytes, 0, (int) Math.min(bytes.length, count - at));
      }
    };
  }

  /** Sends without an end, until the client closes. */
  static Step flow() {
    return connection -> {
      byte[] bytes = new byte[64 * 1024];
      while (!connection.isClosed()) {
        connection.send(bytes);
      }
    };
  }

  /** Waits until the test opens the latch. */
  static Step await(CountDownLatch latch) {
    return _ -> latch.await();
  }

  /** Tells the test that the script has come here. */
  static Step reached(CountDownLatch latch) {
    return _ -> latch.countDown();
  }

  /** Says nothing more, until the client closes. */
  static Step stall() {
    return ServedConnection::awaitClosed;
  }

  /** Ends the connection in an orderly way. */
  static Step close() {
    return ServedConnection::close;
  }

  /** Ends the connection with a reset. */
  static Step reset() {
    return ServedConnection::reset;
  }
}
