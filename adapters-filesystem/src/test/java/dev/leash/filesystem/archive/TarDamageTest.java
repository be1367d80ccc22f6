package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedMember.file;
import static dev.leash.filesystem.archive.testing.ForgedMember.folder;
import static dev.leash.filesystem.archive.testing.ForgedMember.hardLink;
import static dev.leash.filesystem.archive.testing.ForgedMember.link;
import static dev.leash.filesystem.archive.testing.ForgedMember.longName;
import static dev.leash.filesystem.archive.testing.ForgedMember.pax;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Archive.Extracted;
import dev.leash.filesystem.archive.testing.TarForge;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small tar, damaged everywhere: what comes out is a right tree, or a refusal. */
@Timeout(120)
final class TarDamageTest {
  private static final byte[] MEMBERS =
      new TarForge()
          .add(
              folder("d/"),
              pax("path=d/a", "size=31"),
              file("d/cut", "some text, some text, some text"),
              longName("b"),
              file("cut", "second"),
              link("l", "b"),
              hardLink("h", "d/a"))
          .bytes();
  private static final byte[] TAR = new TarForge().add(MEMBERS).end().bytes();

  @Test
  void isRefusedWhenCutAnywhere() {
    for (int length = 0; length < MEMBERS.length + 512; length++) {
      Extracted extracted = Unzipped.of(Arrays.copyOf(TAR, length), Unzipped.OPTIONS).extracted();

      assertThat(extracted).as("cut to %s", length).isInstanceOf(Extracted.Failed.class);
    }
  }

  @Test
  void isRightOrRefusedWhenAnyBitOfAHeaderIsFlipped() {
    for (int bit = 0; bit < 8 * TAR.length; bit++) {
      byte[] damaged = TAR.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);

      isRightOrRefused(damaged, bit / 8);
    }
  }

  @Test
  void isRightOrRefusedWhenBytesAreReplaced() {
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = TAR.clone();
      int first = random.nextInt(TAR.length);
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextBoolean() ? first : random.nextInt(TAR.length)] =
            (byte) random.nextInt(256);
      }

      isRightOrRefused(damaged, first);
    }
  }

  /** Neither contents nor pax headers have a checksum in a tar: they may say something else. */
  private static void isRightOrRefused(byte[] tar, int at) {
    Unzipped unzipped = Unzipped.of(tar, Unzipped.OPTIONS);
    if (unzipped.extracted() instanceof Extracted.Whole) {
      assertThat(unzipped.tree().files()).as("at %s", at).hasSize(3).contains("h");
      assertThat(unzipped.tree().folders()).as("at %s", at).contains("d");
      assertThat(unzipped.tree().links()).as("at %s", at).hasSize(1);
    } else {
      assertThat(unzipped.extracted()).as("at %s", at).isInstanceOf(Extracted.Failed.class);
    }
  }
}
