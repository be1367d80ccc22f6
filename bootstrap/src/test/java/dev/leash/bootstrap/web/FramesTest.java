package dev.leash.bootstrap.web;

import static dev.leash.bootstrap.web.RawSocket.BINARY;
import static dev.leash.bootstrap.web.RawSocket.CLOSE;
import static dev.leash.bootstrap.web.RawSocket.PING;
import static dev.leash.bootstrap.web.RawSocket.PONG;
import static dev.leash.bootstrap.web.RawSocket.TEXT;
import static dev.leash.bootstrap.web.RawSocket.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes through a WebSocket, frame by frame. */
final class FramesTest {
  private static final int LIMIT = 1 << 20;
  private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":\"é\",\"method\":\"ping\"}";
  private static final String PONGED = "{\"jsonrpc\":\"2.0\",\"id\":\"é\",\"result\":\"pong\"}";

  private Gate gate;
  private RawSocket raw;

  @BeforeEach
  void open() throws Exception {
    gate = Gate.open();
    raw = gate.rawPage();
  }

  @AfterEach
  void close() throws Exception {
    raw.close();
    gate.close();
  }

  @Nested
  class AMessage {
    @Test
    void mayHaveLines() throws Exception {
      raw.sendText(CALL.replace(",", ",\r\n\n  "));

      assertThat(raw.receiveText()).isEqualTo(PONGED);
    }

    @Test
    void mayBeABatch() throws Exception {
      raw.sendText("[" + CALL + ",\n" + CALL.replace("é", "2") + "]");

      assertThat(JsonMapper.shared().readTree(raw.receiveText())).hasSize(2);
    }

    /** The second byte of a character among them, and frames of nothing. */
    @Test
    void mayComeByteByByte() throws Exception {
      byte[] call = CALL.getBytes(UTF_8);
      raw.sendFrame(TEXT, new byte[0]);
      for (byte one : call) {
        raw.sendFrame(0, new byte[] {one});
        raw.sendFrame(0, new byte[0]);
        raw.sendFrame(whole(PONG), new byte[0]);
      }
      raw.sendFrame(whole(0), new byte[0]);

      assertThat(raw.receiveText()).isEqualTo(PONGED);
    }

    @Test
    void isNoJsonWhereItIsEmptyAndTheConnectionGoesOn() throws Exception {
      for (String nothing : new String[] {"", "  \n ", "{", "[1"}) {
        raw.sendText(nothing);

        assertThat(raw.receiveText()).as(nothing).contains("-32700", "\"id\":null");
      }
      raw.sendText(CALL);
      assertThat(raw.receiveText()).isEqualTo(PONGED);
    }

    @Test
    void mayHaveAMebibyte() throws Exception {
      raw.sendText(CALL + " ".repeat(LIMIT - CALL.getBytes(UTF_8).length));

      assertThat(raw.receiveText()).isEqualTo(PONGED);
    }

    @Test
    void isRefusedWithOneByteMore() throws Exception {
      raw.sendText(CALL + " ".repeat(LIMIT + 1 - CALL.getBytes(UTF_8).length));

      assertRefusedAsTooLong();
    }

    @Test
    void isRefusedWithTwiceThat() throws Exception {
      raw.sendText(" ".repeat(2 * LIMIT));

      assertRefusedAsTooLong();
    }

    @Test
    void isRefusedInFragments() throws Exception {
      raw.sendFrame(TEXT, " ".repeat(LIMIT / 2).getBytes(UTF_8));
      raw.sendFrame(0, " ".repeat(LIMIT / 2).getBytes(UTF_8));
      raw.sendFrame(0, " ".getBytes(UTF_8));

      assertRefusedAsTooLong();
    }

    @Test
    void isRefusedWhenAGibibyteIsAnnounced() throws Exception {
      raw.beginText(1 << 30);
      byte[] piece = new byte[LIMIT];
      Arrays.fill(piece, (byte) ' ');
      raw.send(piece);
      raw.send(piece);

      assertRefusedAsTooLong();
    }

    private void assertRefusedAsTooLong() throws IOException {
      JsonNode answer = JsonMapper.shared().readTree(raw.receiveText());
      assertThat(answer.at("/error/code").asInt()).isEqualTo(-32600);
      assertThat(answer.at("/error/message").asString()).contains("1048576 bytes");
      assertThat(raw.awaitCloseCode()).isEqualTo(1009);
    }

    @Test
    void goesOutInPartsThatMakeOne() throws Exception {
      raw.sendText(CALL.replace("ping", "rpc.discover"));

      String answer = raw.receiveText();
      assertThat(JsonMapper.shared().readTree(answer).path("result").has("openrpc")).isTrue();
      raw.sendText(CALL);
      assertThat(raw.receiveText()).isEqualTo(PONGED);
    }
  }

  @Nested
  class Anything {
    @Test
    void elseThanTextIsRefused() throws Exception {
      raw.sendFrame(whole(BINARY), CALL.getBytes(UTF_8));

      assertThat(raw.awaitCloseCode()).isEqualTo(1003);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c328", "c080", "eda080", "f5808080", "7b22ff227d"})
    void thatIsNoUtf8IsRefused(String bytes) throws Exception {
      raw.sendFrame(whole(TEXT), HexFormat.of().parseHex(bytes));

      assertThat(raw.awaitCloseCode()).isEqualTo(1007);
    }

    @Test
    void thatIsNoUtf8IsRefusedBeforeItsEnd() throws Exception {
      raw.sendFrame(TEXT, new byte[] {(byte) 0xff});

      assertThat(raw.awaitCloseCode()).isEqualTo(1007);
    }

    @Test
    void thatIsNotMaskedIsRefused() throws Exception {
      raw.sendUnmasked(whole(TEXT), CALL.getBytes(UTF_8));

      assertThat(raw.awaitCloseCode()).isEqualTo(1002);
    }

    /** A reserved bit, an unknown kind, a control in parts or too long, a part of nothing. */
    @ParameterizedTest
    @ValueSource(ints = {0xC1, 0xA1, 0x91, 0x83, 0x8B, 0x09, 0x08, 0x80, 0x00})
    void thatIsNoSoundFrameIsRefused(int firstByte) throws Exception {
      raw.sendFrame(firstByte, "x".getBytes(UTF_8));

      assertThat(raw.awaitCloseCode()).isEqualTo(1002);
    }

    @Test
    void thatTellsOfMoreThanThereIsIsRefused() throws Exception {
      raw.send(HexFormat.of().parseHex("81ffffffffffffffffff00000000"));

      assertThat(raw.awaitCloseCode()).isBetween(1002, 1009);
    }
  }

  @Test
  void pingsAreAnswered() throws Exception {
    raw.sendFrame(whole(PING), "there?".getBytes(UTF_8));

    RawSocket.Received pong = raw.receive();
    assertThat(pong.opcode()).isEqualTo(PONG);
    assertThat(pong.text()).isEqualTo("there?");
    raw.sendText(CALL);
    assertThat(raw.receiveText()).isEqualTo(PONGED);
  }

  @Test
  void aCloseIsAnsweredAndTheConnectionEnds() throws Exception {
    raw.sendFrame(whole(CLOSE), new byte[] {0x03, (byte) 0xe8});

    assertThat(raw.awaitCloseCode()).isEqualTo(1000);
    assertThat(raw.all()).isEmpty();
  }

  @Test
  void whatWasSentBeforeACloseTakesEffect() throws Exception {
    raw.sendText("{\"jsonrpc\":\"2.0\",\"method\":\"begin_session\",\"params\":[\"a\",true]}");
    raw.sendFrame(whole(CLOSE), new byte[0]);
    assertThat(raw.receiveText()).isNotNull();

    try (Page page = gate.page()) {
      assertThat(page.call("get_session_id", "[\"a\"]").path("result").asInt()).isEqualTo(1);
    }
  }
}
