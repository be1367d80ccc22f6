package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedEntry.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Archive.Extracted;
import dev.leash.filesystem.archive.testing.ForgedEntry.Descriptor;
import dev.leash.filesystem.archive.testing.ZipForge;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small zips, damaged everywhere: what comes out is the right tree, or a refusal. */
@Timeout(120)
final class ZipDamageTest {
  static Stream<byte[]> zips() {
    return Stream.of(
        zip().bytes(), zip().zip64().bytes(), zip().prefix(new byte[] {1, 2, 3}).bytes());
  }

  private static ZipForge zip() {
    return Unzipped.zip(
        entry("d/", "").deflated().descriptor(Descriptor.SIGNED),
        entry("d/a", "some text, some text, some text").deflated(),
        entry("b", "stored"));
  }

  @ParameterizedTest
  @MethodSource("zips")
  void areRefusedWhenCutAnywhere(byte[] zip) {
    for (int length = 0; length < zip.length; length++) {
      Extracted extracted = Unzipped.of(Arrays.copyOf(zip, length), Unzipped.OPTIONS).extracted();

      assertThat(extracted).as("cut to %s", length).isInstanceOf(Extracted.Failed.class);
    }
  }

  @ParameterizedTest
  @MethodSource("zips")
  void areUnzippedRightOrRefusedWhenAnyBitIsFlipped(byte[] zip) {
    for (int bit = 0; bit < 8 * zip.length; bit++) {
      byte[] damaged = zip.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);

      isRightOrRefused(damaged, bit / 8);
    }
  }

  @ParameterizedTest
  @MethodSource("zips")
  void areUnzippedRightOrRefusedWhenAnyByteIsReplaced(byte[] zip) {
    for (int at = 0; at < zip.length; at++) {
      for (int value : new int[] {0, 0x7f, 0x80, 0xff, ~zip[at]}) {
        byte[] damaged = zip.clone();
        damaged[at] = (byte) value;

        isRightOrRefused(damaged, at);
      }
    }
  }

  private static void isRightOrRefused(byte[] zip, int at) {
    Unzipped unzipped = Unzipped.of(zip, Unzipped.OPTIONS);
    if (unzipped.extracted() instanceof Extracted.Whole) {
      assertThat(unzipped.tree().files()).as("at %s", at).containsExactly("b", "d/a");
      assertThat(unzipped.tree().content("b")).isEqualTo("stored".getBytes(StandardCharsets.UTF_8));
      assertThat(unzipped.tree().content("d/a"))
          .isEqualTo("some text, some text, some text".getBytes(StandardCharsets.UTF_8));
    } else {
      assertThat(unzipped.extracted()).as("at %s", at).isInstanceOf(Extracted.Failed.class);
    }
  }
}
