package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** What a coder gives to another. */
final class InnerStreamTest {
  private final Cancellation cancellation = new Cancellation();
  private final ArrivingBytes source =
      new ArrivingBytes(new WholeFile(new byte[0]), 1, cancellation);

  /** Gives zeros, however many are read. */
  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 0;
    }
  }

  @Test
  void isNoLongerThanItIsSaidToBe() throws IOException {
    assertThat(new InnerStream(new Endless(), 100_000, source).readAllBytes()).hasSize(100_000);
    InnerStream single = new InnerStream(new Endless(), 1, source);
    assertThat(single.read()).isZero();
    assertThat(single.read()).isNegative();
  }

  @Test
  void endsWithTheCancellationInTheMidstOfIt() throws IOException {
    InnerStream bytes = new InnerStream(new Endless(), Long.MAX_VALUE, source);
    InnerStream chunks = new InnerStream(new Endless(), Long.MAX_VALUE, source);
    assertThat(bytes.read()).isZero();

    cancellation.cancel();

    assertThatThrownBy(() -> readSingly(bytes))
        .isInstanceOfSatisfying(
            ExtractionEnded.class, e -> assertThat(e.how()).isEqualTo(new Extracted.Cancelled()));
    assertThatThrownBy(() -> chunks.transferTo(OutputStream.nullOutputStream()))
        .isInstanceOf(ExtractionEnded.class);
  }

  private static void readSingly(InputStream in) throws IOException {
    while (in.read() >= 0) {
      // Until it ends.
    }
  }
}
