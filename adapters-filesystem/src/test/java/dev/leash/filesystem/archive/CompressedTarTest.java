package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.testing.ForgedMember.file;
import static dev.leash.filesystem.archive.testing.ForgedMember.folder;
import static dev.leash.filesystem.archive.testing.TarForge.tar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.ArchiveProblem.Bomb;
import dev.leash.domain.archive.ArchiveProblem.Corrupt;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.filesystem.archive.testing.Squeezed;
import dev.leash.filesystem.archive.testing.TarForge;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tars in each compression: what holds for all of them. */
@Timeout(240)
final class CompressedTarTest {
  private static final byte[] TAR =
      tar(folder("d/"), file("d/a", "some text, some text, some text"), file("b", "second"));

  @ParameterizedTest
  @EnumSource
  void areUnzipped(Squeezed squeezed) {
    Unzipped unzipped = unzipped(squeezed.squeeze(TAR));

    assertThat(unzipped.extracted()).isEqualTo(new Extracted.Whole(2, 37));
    isRight(unzipped);
  }

  @ParameterizedTest
  @EnumSource
  void areUnzippedWhenTheyAreLarge(Squeezed squeezed) {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    byte[] zeroes = new byte[3_000_000];

    Unzipped unzipped =
        unzipped(squeezed.squeeze(tar(file("n", noise), file("z", zeroes), file("e", ""))));

    assertThat(unzipped.whole().content("n")).isEqualTo(noise);
    assertThat(unzipped.tree().content("z")).isEqualTo(zeroes);
  }

  @ParameterizedTest
  @EnumSource
  void mayHaveSeveralMembers(Squeezed squeezed) {
    for (int cut = 0; cut <= TAR.length; cut += 97) {
      isRight(
          unzipped(
              join(
                  squeezed.squeeze(Arrays.copyOf(TAR, cut)),
                  squeezed.squeeze(new byte[0]),
                  squeezed.squeeze(Arrays.copyOfRange(TAR, cut, TAR.length)))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void areReadToTheirEnd(Squeezed squeezed) {
    byte[] padded = squeezed.squeeze(join(TAR, new byte[500_000]));
    byte[] damaged = padded.clone();
    damaged[damaged.length - 3] ^= 1;

    isRight(unzipped(padded));
    assertThat(unzipped(damaged).refused()).isInstanceOf(Corrupt.class);
    assertThat(unzipped(Arrays.copyOf(padded, padded.length - 1)).refused())
        .isInstanceOf(Corrupt.class);
  }

  @ParameterizedTest
  @EnumSource
  void areRefusedWhenCutAnywhere(Squeezed squeezed) {
    byte[] whole = squeezed.squeeze(TAR);

    // The kind is not told by less.
    for (int length = 6; length < whole.length; length++) {
      assertThat(unzipped(Arrays.copyOf(whole, length)).refused())
          .as("cut to %s", length)
          .isInstanceOf(Corrupt.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areRefusedWhenTheSecondMemberIsCutAnywhere(Squeezed squeezed) {
    byte[] first = squeezed.squeeze(TAR);
    byte[] second = squeezed.squeeze(new byte[512]);
    byte[] whole = join(first, second);

    for (int length = first.length + 1; length < whole.length; length++) {
      assertThat(unzipped(Arrays.copyOf(whole, length)).extracted())
          .as("cut to %s of %s", length, whole.length)
          .isInstanceOf(Extracted.Failed.class);
    }
    isRight(unzipped(whole));
  }

  @ParameterizedTest
  @EnumSource
  void areRefusedWhenAnythingFollows(Squeezed squeezed) {
    byte[] whole = squeezed.squeeze(TAR);

    for (String rest : new String[] {"x", "garbage", "<html>not found</html>", "\0\0\0\0x"}) {
      assertThat(unzipped(join(whole, rest.getBytes(StandardCharsets.UTF_8))).refused())
          .as(rest)
          .isInstanceOf(Corrupt.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areRightOrRefusedWhenAnyBitIsFlipped(Squeezed squeezed) {
    byte[] whole = squeezed.squeeze(TAR);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);

      isRightOrRefused(damaged, bit / 8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areRightOrRefusedWhenBytesAreReplaced(Squeezed squeezed) {
    byte[] whole = squeezed.squeeze(TAR);
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = whole.clone();
      int first = random.nextInt(whole.length);
      for (int i = 0; i <= random.nextInt(4); i++) {
        damaged[Math.min(first + i, whole.length - 1)] = (byte) random.nextInt(256);
      }

      isRightOrRefused(damaged, first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areUnsupportedWithoutATarInThem(Squeezed squeezed) {
    String look = unsupported(squeezed, "hello, world").replace(" a text file", "");

    assertThat(look).endsWith(" that has no tar archive in it, but");
    assertThat(unsupported(squeezed, "<!DOCTYPE html>")).endsWith("but an HTML page");
    assertThat(unsupported(squeezed, "")).endsWith("but an empty file");
    assertThat(unsupported(squeezed, "PK\3\4 a zip")).endsWith("but a zip file");
    assertThat(unsupported(squeezed, "\0".repeat(511))).endsWith("a file of an unknown kind");
    assertThat(unsupported(squeezed, "\0".repeat(10_241))).endsWith("a file of an unknown kind");
  }

  @ParameterizedTest
  @EnumSource
  void mayBeOfNothing(Squeezed squeezed) {
    assertThat(unzipped(squeezed.squeeze(new byte[1_024])).extracted())
        .isEqualTo(new Extracted.Whole(0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void areBombsBeyondTheRatio(Squeezed squeezed) {
    ArchiveLimits limits = limits(10, 1_000_000);
    byte[] bomb = squeezed.squeeze(tar(file("f", new byte[4_000_000])));
    byte[] noise = new byte[2_000_000];
    new Random(1).nextBytes(noise);

    assertThat(Unzipped.of(bomb, Unzipped.options(limits)).refused())
        .isEqualTo(new Bomb("more than 10 bytes for each byte of the archive"));
    Unzipped.of(squeezed.squeeze(tar(file("f", noise))), Unzipped.options(limits)).whole();
    Unzipped.of(bomb, Unzipped.options(limits(10, 4_000_000))).whole();
  }

  @ParameterizedTest
  @EnumSource
  void areBombsToo(Squeezed squeezed) {
    byte[] padding =
        squeezed.squeeze(new TarForge().add(file("f", "x")).add(new byte[4_000_000]).bytes());

    assertThat(Unzipped.of(padding, Unzipped.options(limits(10, 1_000_000))).refused())
        .isInstanceOf(Bomb.class);
  }

  @Test
  void areReadNoFurtherThanTheyMayExpand() {
    // Not compressed: the ratio says nothing.
    byte[] padding = new TarForge().add(file("f", "x")).add(new byte[1_000_000]).bytes();
    ArchiveLimits limits =
        new ArchiveLimits(
            100, 900_000, 10, 1_000, 1_024, 255, 64, 128 << 20, 128 << 20, 1 << 20, 32);
    ArchiveLimits enough =
        new ArchiveLimits(
            100, 1_100_000, 10, 1_000, 1_024, 255, 64, 128 << 20, 128 << 20, 1 << 20, 32);

    assertThat(Unzipped.of(padding, Unzipped.options(limits)).refused())
        .isEqualTo(new LimitExceeded("expandedBytes", 900_000));
    Unzipped.of(padding, Unzipped.options(enough)).whole();
  }

  private static ArchiveLimits limits(int ratio, long floor) {
    return new ArchiveLimits(
        100, 1 << 30, ratio, floor, 1_024, 255, 64, 128 << 20, 128 << 20, 1 << 20, 32);
  }

  private static String unsupported(Squeezed squeezed, String content) {
    ArchiveProblem problem =
        unzipped(squeezed.squeeze(content.getBytes(StandardCharsets.ISO_8859_1)))
            .refusedBeforehand();
    assertThat(problem).isInstanceOf(Unsupported.class);
    return ((Unsupported) problem).looksLike();
  }

  private static void isRightOrRefused(byte[] content, int at) {
    Unzipped unzipped = unzipped(content);
    if (unzipped.extracted() instanceof Extracted.Whole) {
      isRight(unzipped);
    } else {
      assertThat(unzipped.extracted()).as("at %s", at).isInstanceOf(Extracted.Failed.class);
    }
  }

  static void isRight(Unzipped unzipped) {
    assertThat(unzipped.whole().files()).containsExactly("b", "d/a");
    assertThat(unzipped.tree().content("b")).asString().isEqualTo("second");
    assertThat(unzipped.tree().content("d/a"))
        .asString()
        .isEqualTo("some text, some text, some text");
  }

  private static Unzipped unzipped(byte[] content) {
    return Unzipped.of(new WholeFile(content), Unzipped.OPTIONS);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
