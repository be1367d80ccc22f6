package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static dev.leash.bootstrap.ipc.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class FramingTest {
  private static final int MIB = 1 << 20;
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":1}";
  private static final JsonNode PONG = json("{'jsonrpc': '2.0', 'id': 1, 'result': 'pong'}");

  private RunningDaemon daemon;

  @BeforeEach
  void start() throws Exception {
    daemon = RunningDaemon.start();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  /** A ping of so many bytes. */
  private static String ping(int bytes) {
    String start = "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":1";
    return start + " ".repeat(bytes - start.length() - 1) + "}";
  }

  @Nested
  class OfLines {
    @Test
    void passesOverBlankLinesAndCarriageReturns() throws Exception {
      TestClient client = daemon.client();

      client.sendRaw("\n  \r\n\t\n" + PING + "\r\n\r\n \n\n" + PING + "\n");

      assertThat(client.next()).isEqualTo(PONG);
      assertThat(client.next()).isEqualTo(PONG);
    }

    @Test
    void takesMessagesInPieces() throws Exception {
      TestClient client = daemon.client();

      for (byte one : (PING + "\n").getBytes(StandardCharsets.UTF_8)) {
        client.sendRaw(new byte[] {one});
      }

      assertThat(client.next()).isEqualTo(PONG);
    }

    @Test
    void takesALastLineWithoutAnEnd() throws Exception {
      TestClient client = daemon.client();

      client.sendRaw(PING);
      client.shutdownOutput();

      assertThat(client.next()).isEqualTo(PONG);
      client.awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void takesAMessageOfOneMebibyte(String end) throws Exception {
      TestClient client = daemon.client();

      client.sendRaw(ping(MIB) + end);

      assertThat(client.next()).isEqualTo(PONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4 * MIB})
    void refusesALongerMessageAndCloses(int more) throws Exception {
      TestClient client = daemon.client();

      client.sendRaw(ping(MIB + more) + "\n");

      JsonNode answer = client.next();
      assertThat(answer.path("id").isNull()).isTrue();
      assertError(answer, -32600, "INVALID_REQUEST");
      assertThat(answer.path("error").path("message").asString()).contains("1048576");
      client.awaitEnd();
    }

    @Test
    void refusesTwoMessagesOnOneLine() throws Exception {
      TestClient client = daemon.client();

      client.sendRaw(PING + PING + "\n" + PING + "\n");

      assertError(client.next(), -32700, "PARSE_ERROR");
      assertThat(client.next()).isEqualTo(PONG);
    }

    @Test
    void refusesWhatIsNoUtf8() throws Exception {
      TestClient client = daemon.client();

      client.sendRaw("{\"jsonrpc\":\"2.0\",\"method\":\"");
      client.sendRaw(new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff});
      client.sendRaw("\",\"id\":1}\n" + PING + "\n");

      assertError(client.next(), -32700, "PARSE_ERROR");
      assertThat(client.next()).isEqualTo(PONG);
    }

    @Test
    void takesADepthOf64AndNoMore() throws Exception {
      TestClient client = daemon.client();

      client.sendRaw(nested(64) + "\n" + nested(65) + "\n" + PING + "\n");

      assertError(client.next(), -32600, "INVALID_REQUEST");
      assertError(client.next(), -32700, "PARSE_ERROR");
      assertThat(client.next()).isEqualTo(PONG);
    }

    @Test
    void outlivesADepthOf100000() throws Exception {
      TestClient client = daemon.client();

      client.sendRaw("[".repeat(100_000) + "\n" + PING + "\n");

      assertError(client.next(), -32700, "PARSE_ERROR");
      assertThat(client.next()).isEqualTo(PONG);
    }

    /** An object with a param of arrays in arrays. */
    private static String nested(int depth) {
      return "{\"jsonrpc\":\"2.0\",\"id\":1,\"params\":"
          + "[".repeat(depth - 1)
          + "]".repeat(depth - 1)
          + "}";
    }
  }

  @Nested
  class OfHeaders {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "Content-Length: %d\r\n\r\n",
          "content-length:%d\r\n\r\n",
          "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
          " \r\n\nCONTENT-LENGTH:  %d \r\n\r\n"
        })
    void isAnsweredInTheSameWay(String header) throws Exception {
      TestClient client = daemon.clientWithHeaders();

      client.sendRaw(header.formatted(PING.length()) + PING);
      client.sendRaw("Content-Length: " + PING.length() + "\r\n\r\n" + PING);

      assertThat(client.next()).isEqualTo(PONG);
      assertThat(client.next()).isEqualTo(PONG);
    }

    @Test
    void countsBytes() throws Exception {
      TestClient client = daemon.clientWithHeaders();
      String call = "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":\"größe €\"}";

      sendFramed(client, call);
      sendFramed(client, PING);

      assertThat(client.next().path("id").asString()).isEqualTo("größe €");
      assertThat(client.next()).isEqualTo(PONG);
    }

    @Test
    void framesNotificationsToo() throws Exception {
      TestClient client = daemon.clientWithHeaders();

      sendFramed(client, "{\"jsonrpc\":\"2.0\",\"method\":\"subscribe\",\"id\":1}");
      client.next();
      sendFramed(client, "{\"jsonrpc\":\"2.0\",\"method\":\"begin_session\"}");

      assertThat(client.next().path("method").asString()).isEqualTo("session_changed");
    }

    @Test
    void goesOnAfterABadMessage() throws Exception {
      TestClient client = daemon.clientWithHeaders();

      sendFramed(client, "{\"jsonrpc\":");
      sendFramed(client, "");
      sendFramed(client, PING);

      assertError(client.next(), -32700, "PARSE_ERROR");
      assertError(client.next(), -32700, "PARSE_ERROR");
      assertThat(client.next()).isEqualTo(PONG);
    }

    @Test
    void takesAMessageOfOneMebibyte() throws Exception {
      TestClient client = daemon.clientWithHeaders();

      sendFramed(client, ping(MIB));

      assertThat(client.next()).isEqualTo(PONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1048577", "2147483648", "99999999999999999999999"})
    void refusesALongerMessageAndCloses(String length) throws Exception {
      TestClient client = daemon.clientWithHeaders();

      client.sendRaw("Content-Length: " + length + "\r\n\r\n{\"jsonrpc\"");

      assertError(client.next(), -32600, "INVALID_REQUEST");
      client.awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Content-Length: -1\r\n\r\n",
          "Content-Length: 2\r\nContent-Length: 3\r\n\r\n",
          "Content-Length: x\r\n\r\n",
          "Content-Type: x\r\n\r\n",
          "Carrots\n\n"
        })
    void refusesHeadersWithoutALengthAndCloses(String headers) throws Exception {
      TestClient client = daemon.clientWithHeaders();

      client.sendRaw(headers + PING);

      assertError(client.next(), -32700, "PARSE_ERROR");
      client.awaitEnd();
    }

    @Test
    void refusesAHeaderThatDoesNotEndAndCloses() throws Exception {
      TestClient client = daemon.clientWithHeaders();

      client.sendRaw("Content-Length: " + "1".repeat(2_000));

      assertError(client.next(), -32700, "PARSE_ERROR");
      client.awaitEnd();
    }

    @Test
    void forgetsHalfAMessage() throws Exception {
      TestClient client = daemon.clientWithHeaders();
      String call = "{\"jsonrpc\":\"2.0\",\"method\":\"begin_session\"}";

      client.sendRaw("Content-Length: " + (call.length() + 1) + "\r\n\r\n" + call);
      client.shutdownOutput();
      client.awaitEnd();

      assertThat(client.received()).isEmpty();
      assertThat(daemon.client().result("get_session_id", "{}").asLong()).isEqualTo(0);
    }

    private static void sendFramed(TestClient client, String message) throws IOException {
      int length = message.getBytes(StandardCharsets.UTF_8).length;
      client.sendRaw("Content-Length: " + length + "\r\n\r\n" + message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\u0000\u0001", "\"ping\"\n", "42\n", "x"})
  void refusesWhatBeginsOtherwiseWithALineAndCloses(String garbage) throws Exception {
    TestClient client = daemon.client();

    client.sendRaw(garbage);

    JsonNode answer = client.next();
    assertThat(answer.path("id").isNull()).isTrue();
    assertError(answer, -32700, "PARSE_ERROR");
    client.awaitEnd();
    assertThat(client.received()).hasSize(1);
  }

  @Test
  void hearsNothingFromAClientThatSaysNothing() throws Exception {
    TestClient client = daemon.client();

    client.sendRaw(" \r\n\t");
    client.shutdownOutput();

    client.awaitEnd();
    assertThat(client.received()).isEmpty();
  }

  @Test
  void forgetsHalfALineThatIsNoJson() throws Exception {
    TestClient client = daemon.client();

    client.sendRaw(PING.substring(0, 20));
    client.close();

    assertThat(daemon.client().result("ping", "{}").asString()).isEqualTo("pong");
  }
}
