package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.ArrivingFile.Written;
import dev.leash.domain.port.MemoryArrivingFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BodyEdgeTest {
  private final MemoryArrivingFile file = new MemoryArrivingFile();
  private final BodyEdge edge = new BodyEdge(file, 1, new Foretold());

  private Written write(int position, String text) {
    return edge.writeAhead(position, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void letsNothingComeOverTheBody() {
    file.writer(1).write(0, ByteBuffer.wrap("body".getBytes(StandardCharsets.US_ASCII)));
    edge.advance(4);

    assertThat(write(0, "late")).isEqualTo(new Written.Done());
    assertThat(edge.wroteAhead()).isFalse();
    assertThat(write(2, "late")).isEqualTo(new Written.Done());

    assertThat(file.content()).asString(StandardCharsets.US_ASCII).isEqualTo("bodyte");
    assertThat(edge.wroteAhead()).isTrue();
  }

  @Test
  void writesWhatTheBodyHasNotComeTo() {
    edge.advance(2);

    write(2, "ahead");

    assertThat(file.hasArrived(1, 2, 5)).isTrue();
    assertThat(file.hasArrived(1, 0, 1)).isFalse();
  }
}
