package dev.leash.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.notice.Seldom;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.FakeClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and who is not. */
final class HandshakeTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  private final FakeClock clock = new FakeClock();
  private Gate gate;

  @BeforeEach
  void open() throws Exception {
    gate =
        Gate.open(
            Optional.empty(),
            List.of("tauri://localhost", "HTTPS://App.example:443"),
            binder -> binder.bind(Clock.class).toInstance(clock));
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
  }

  @Nested
  class OfAPage {
    @Test
    void isAnsweredWithTheSubprotocolAloneAndNothingMore() throws Exception {
      try (RawSocket raw = gate.raw()) {
        raw.send(gate.handshake());

        assertThat(raw.head().lines().filter(line -> !line.startsWith("Date: ")))
            .containsExactlyInAnyOrder(
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                "Sec-WebSocket-Protocol: leash.v1",
                "");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:PORT", "tauri://localhost", "https://app.example"})
    void isLetInFromAnOriginOnTheList(String origin) throws Exception {
      letsIn(gate.handshake().replaceAll("Origin: .*", "Origin: " + ported(origin)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:PORT", "localhost:PORT", "LocalHost:PORT"})
    void isLetInByALoopbackName(String host) throws Exception {
      letsIn(gate.handshake().replaceAll("Host: .*", "Host: " + ported(host)));
    }

    /** A program is no page: what keeps others out is the token. */
    @Test
    void mayBeOneOfAProgramWithoutAnOrigin() throws Exception {
      letsIn(gate.handshake().replaceAll("Origin: .*\r\n", ""));
    }

    @Test
    void isNotCompressed() throws Exception {
      try (RawSocket raw = gate.raw()) {
        raw.send(
            gate.handshake()
                .replace(
                    "Upgrade: w", "Sec-WebSocket-Extensions: permessage-deflate\r\nUpgrade: w"));

        assertThat(raw.head()).startsWith("HTTP/1.1 101 ").doesNotContain("permessage-deflate");
      }
    }

    private void letsIn(String handshake) throws IOException {
      try (RawSocket raw = gate.raw()) {
        raw.send(handshake);
        assertThat(raw.head()).startsWith("HTTP/1.1 101 ");
        raw.sendText(PING);
        assertThat(raw.receiveText()).contains("pong");
      }
    }
  }

  @Nested
  class OfAStranger {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "evil.example",
          "evil.example:PORT",
          "127.0.0.1",
          "127.0.0.1:1",
          "localhost",
          "localhost.:PORT",
          "localhost.evil.example:PORT",
          "127.0.0.1.evil.example:PORT",
          "127.0.0.2:PORT",
          "0.0.0.0:PORT",
          "[::1]:PORT",
          "2130706433:PORT"
        })
    void isRefusedByAnotherName(String host) throws Exception {
      assertThat(status(gate.handshake().replaceAll("Host: .*", "Host: " + ported(host))))
          .isEqualTo(403);
    }

    @Test
    void isRefusedWithoutAName() throws Exception {
      assertThat(status("GET /rpc HTTP/1.0\r\n\r\n")).isEqualTo(403);
      assertThat(status(gate.handshake().replaceAll("Host: .*\r\n", ""))).isEqualTo(400);
      assertThat(status(gate.handshake().replaceAll("Host: .*\r\n", "Host:\r\n")))
          .isBetween(400, 403);
    }

    @Test
    void isRefusedByTwoNames() throws Exception {
      assertThat(status(gate.handshake().replace("Host: ", "Host: evil.example\r\nHost: ")))
          .isBetween(400, 403);
      assertThat(status(gate.handshake().replace("/rpc", "http://evil.example/rpc")))
          .isBetween(400, 403);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "null",
          "http://evil.example",
          "http://127.0.0.1",
          "http://127.0.0.1:1",
          "http://localhost:PORT",
          "http://[::1]:PORT",
          "https://127.0.0.1:PORT",
          "http://127.0.0.1:PORT.evil.example",
          "http://evil.example/http://127.0.0.1:PORT",
          "http://127.0.0.1:PORT http://evil.example",
          "http://127.0.0.1:PORT/",
          "file://",
          "tauri://localhost:1",
          "*"
        })
    void isRefusedFromAnOriginThatIsNotOnTheList(String origin) throws Exception {
      assertThat(status(gate.handshake().replaceAll("Origin: .*", "Origin: " + ported(origin))))
          .isEqualTo(403);
    }

    @Test
    void isRefusedFromTwoOrigins() throws Exception {
      assertThat(status(gate.handshake().replace("Origin: ", "Origin: null\r\nOrigin: ")))
          .isEqualTo(403);
    }

    @Test
    void isRefusedWithoutTheToken() throws Exception {
      String token = gate.address().token();
      String right = "leash.token." + token;
      for (String offered :
          List.of(
              "",
              ", leash.token.",
              ", leash.token." + "0".repeat(64),
              ", leash.token." + token.substring(1),
              ", leash.token." + token + "0",
              ", leash.token." + token.toUpperCase(Locale.ROOT) + "X",
              ", " + token)) {
        assertThat(status(gate.handshake().replace(", " + right, offered)))
            .as("%s", offered)
            .isEqualTo(401);
      }
      assertThat(status(gate.handshake().replaceAll("Sec-WebSocket-Protocol.*\r\n", "")))
          .isEqualTo(401);
    }

    @Test
    void isRefusedWithTheTokenInTheUrl() throws Exception {
      String token = gate.address().token();
      assertThat(
              status(
                  gate.handshake()
                      .replace(", leash.token." + token, "")
                      .replace("/rpc", "/rpc?token=" + token)))
          .isEqualTo(401);
    }

    @Test
    void isRefusedWithTheTokenAndNoSubprotocol() throws Exception {
      assertThat(status(gate.handshake().replace("leash.v1, ", ""))).isEqualTo(400);
    }

    @Test
    void isToldNothingOfWhatIsHere() throws Exception {
      for (String request :
          List.of(
              "GET / HTTP/1.1",
              "GET /rpc/ HTTP/1.1",
              "GET /rpc%00 HTTP/1.1",
              "PUT /x HTTP/1.1",
              "OPTIONS /rpc HTTP/1.1",
              "POST /rpc HTTP/1.1",
              "GET /rpc HTTP/1.1",
              "GET /../etc/passwd HTTP/1.1",
              "CONNECT evil.example:80 HTTP/1.1",
              "TRACE / HTTP/1.1",
              "\u0016\u0003\u0001",
              "GET /rpc HTTP/9.9",
              "PRI * HTTP/2.0")) {
        try (RawSocket raw = gate.raw()) {
          raw.send(request + "\r\nHost: 127.0.0.1:" + gate.port() + "\r\n\r\n");

          assertThat(raw.all())
              .as(request)
              .matches("(?s)HTTP/1.1 (40[0145]|426|501|505) .*")
              .doesNotContainIgnoringCase("jetty")
              .doesNotContainIgnoringCase("server:")
              .doesNotContainIgnoringCase("access-control")
              .doesNotContainIgnoringCase("exception");
        }
      }
    }

    /** As RFC 9110 has it: 11.6.1 of the challenge, 7.8 of the option that goes with an Upgrade. */
    @Test
    void isToldHowItWouldBeLetIn() throws Exception {
      assertThat(answer(gate.handshake().replace(gate.address().token(), "")))
          .startsWith("HTTP/1.1 401 ")
          .contains("WWW-Authenticate: Leash ");
      assertThat(answer(gate.handshake().replaceAll("(Upgrade|Connection): .*\r\n", "")))
          .startsWith("HTTP/1.1 426 ")
          .contains("Upgrade: websocket", "Connection: Upgrade, close");
    }

    @Test
    void isRefusedThoughItHasTheTokenWhenItWantsNoWebSocket() throws Exception {
      assertThat(status(gate.handshake().replaceAll("(Upgrade|Connection): .*\r\n", "")))
          .isEqualTo(426);
      assertThat(status(gate.handshake().replace("Version: 13", "Version: 8"))).isEqualTo(426);
      assertThat(status(gate.handshake().replace("GET", "POST"))).isEqualTo(405);
    }
  }

  @Nested
  class ThatTakesTooMuch {
    @Test
    void isCutOffWithAMebibyteOfHeaders() throws Exception {
      try (RawSocket raw = gate.raw()) {
        raw.send("GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:" + gate.port() + "\r\n");
        try {
          for (int i = 0; i < 1_024; i++) {
            raw.send("X-" + i + ": " + "a".repeat(1_024) + "\r\n");
          }
        } catch (IOException e) {
          // Cut off before, as it may be.
        }
      }
      assertServes();
    }

    @Test
    void isCutOffAfterItsTime() throws Exception {
      int before = clock.pending();
      try (RawSocket raw = gate.raw()) {
        raw.send(gate.handshake().substring(0, 50));
        clock.awaitPending(before + 1);

        clock.advance(Handshakes.TIME.plusSeconds(1));

        assertThat(raw.all()).isEmpty();
      }
      assertServes();
    }

    /** And a WebSocket is not: it may be silent for hours. */
    @Test
    void isNoneThatIsThrough() throws Exception {
      try (RawSocket raw = gate.rawPage()) {
        raw.sendText(PING);
        raw.receiveText();

        clock.advance(Handshakes.TIME.multipliedBy(1_000));

        raw.sendText(PING);
        assertThat(raw.receiveText()).contains("pong");
      }
    }

    @Test
    void leavesRoomForOthersWhenThereAreThousands() throws Exception {
      List<RawSocket> halves = new ArrayList<>();
      try {
        for (int i = 0; i < 2_000; i++) {
          halves.add(gate.raw());
          halves.getLast().send("GET /rpc HTTP/1.1\r\n");
        }

        assertServes();
        assertThat(halves.getFirst().all()).isEmpty();
      } finally {
        for (RawSocket half : halves) {
          half.close();
        }
      }
    }

    private void assertServes() throws Exception {
      try (RawSocket raw = gate.rawPage()) {
        raw.sendText(PING);
        assertThat(raw.receiveText()).contains("pong");
      }
    }
  }

  @Test
  void thatIsRefusedIsLoggedOnceAMinuteHoweverOftenItComes() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(status(gate.handshake().replaceAll("Origin: .*", "Origin: http://evil" + i)))
          .isEqualTo(403);
    }
    clock.advance(Seldom.APART);
    assertThat(status(gate.handshake().replaceAll("Origin: .*", "Origin: http://evil")))
        .isEqualTo(403);
    assertThat(status(gate.handshake().replace(gate.address().token(), ""))).isEqualTo(401);
    assertThat(status(gate.handshake().replace("GET", "POST"))).isEqualTo(405);
    gate.daemon().close();

    assertThat(gate.log().lines().filter(line -> line.contains("was refused")))
        .hasSize(4)
        .allMatch(line -> line.contains("\"level\":\"WARN\""))
        .anyMatch(line -> line.contains("405"))
        .noneMatch(line -> line.contains("evil"))
        .anyMatch(line -> line.contains("403") && line.contains("(and 99 times before, unsaid)"))
        .anyMatch(line -> line.contains("401"));
  }

  @Test
  void leavesTheTokenInNoLog() throws Exception {
    String token = gate.address().token();
    gate.rawPage().close();
    var _ = status(gate.handshake().replace("/rpc", "/rpc?" + token));
    var _ = status(gate.handshake().replace("Host: ", "Host: " + token + "\r\nHost: "));
    gate.daemon().close();

    assertThat(gate.log()).doesNotContain(token).contains("Listening for pages");
    assertThat(gate.address().toString()).doesNotContain(token);
  }

  private String ported(String text) {
    return text.replace("PORT", Integer.toString(gate.port()));
  }

  /** The whole of it: the connection ends with it. */
  private String answer(String request) throws IOException {
    try (RawSocket raw = gate.raw()) {
      raw.send(request);
      return raw.all();
    }
  }

  private int status(String request) throws IOException {
    try (RawSocket raw = gate.raw()) {
      raw.send(request);
      String head = raw.head();
      assertThat(head).doesNotContainIgnoringCase("access-control").doesNotContain("leash.token");
      return Integer.parseInt(head.split(" ", 3)[1]);
    }
  }
}
