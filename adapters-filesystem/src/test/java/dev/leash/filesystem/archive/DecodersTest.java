package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.CompressedTarTest.isRight;
import static dev.leash.filesystem.archive.CompressedTarTest.join;
import static dev.leash.filesystem.archive.testing.ForgedMember.file;
import static dev.leash.filesystem.archive.testing.TarForge.tar;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.port.Archive.Options;
import dev.leash.filesystem.archive.testing.Squeezed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What is particular to one of the compressions of tars. */
final class DecodersTest {
  private static final byte[] TAR =
      tar(file("d/a", "some text, some text, some text"), file("b", "second"));

  private static Unzipped unzipped(byte[]... parts) {
    return Unzipped.of(new WholeFile(join(parts)), Unzipped.OPTIONS);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Nested
  class Gzip {
    private static final int HEADER = 10;
    private final byte[] plain = Squeezed.GZIP.squeeze(TAR);

    @Test
    void mayHaveEveryFieldOfAHeader() {
      byte[] header = header(2 | 4 | 8 | 16, latin1("\3\0abcname\0comment\0"));

      isRight(unzipped(header, crc16(header), body()));
    }

    @Test
    void isRefusedWhenItsHeadersCrcIsWrong() {
      byte[] header = header(2 | 8, latin1("name\0"));
      byte[] crc = crc16(header);
      crc[0] ^= 1;

      unzipped(header, crc, body()).isCorrupt("its gzip data are damaged");
    }

    @Test
    void mayHaveANameLongerThanAnyBuffer() {
      isRight(unzipped(header(8, latin1("n".repeat(200_000) + "\0")), body()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x40, 0x80})
    void isRefusedWithFlagsThatMeanNothing(int flag) {
      unzipped(header(flag, new byte[0]), body()).isCorrupt("its gzip data are damaged");
    }

    @Test
    void isRefusedWithAnotherMethod() {
      byte[] other = plain.clone();
      other[2] = 7;

      unzipped(other).isCorrupt("its gzip data are damaged");
    }

    @Test
    void hasACrcAndASize() {
      byte[] crc = plain.clone();
      crc[crc.length - 8] ^= 1;
      byte[] size = plain.clone();
      size[size.length - 4] ^= 1;

      unzipped(crc).isCorrupt("the CRC-32 of its gzip data is not what they say");
      unzipped(size).isCorrupt("the size of its gzip data is not what they say");
    }

    @Test
    void mayBeFollowedByZeroesAlone() {
      isRight(unzipped(plain, new byte[1]));
      isRight(unzipped(plain, new byte[100_000]));
      unzipped(plain, new byte[100_000], new byte[] {1})
          .isCorrupt("something follows its gzip data");
      unzipped(plain, new byte[8], Squeezed.GZIP.squeeze(new byte[512]))
          .isCorrupt("something follows its gzip data");
    }

    @Test
    void mayHaveThousandsOfMembers() {
      byte[][] members = new byte[TAR.length][];
      for (int at = 0; at < TAR.length; at++) {
        members[at] = Squeezed.GZIP.squeeze(new byte[] {TAR[at]});
      }

      isRight(unzipped(members));
    }

    private static byte[] header(int flags, byte[] fields) {
      return join(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3}, fields);
    }

    private byte[] body() {
      return Arrays.copyOfRange(plain, HEADER, plain.length);
    }

    private static byte[] crc16(byte[] header) {
      CRC32 crc = new CRC32();
      crc.update(header);
      return new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    }
  }

  @Nested
  class Xz {
    private final byte[] plain = Squeezed.XZ_CRC64.squeeze(TAR);

    @Test
    void mayHavePaddingInFours() {
      isRight(unzipped(plain, new byte[8]));
      isRight(unzipped(plain, new byte[4], Squeezed.XZ_SHA256.squeeze(new byte[512])));
    }

    @Test
    void isRefusedWithPaddingOfAnotherLength() {
      assertThat(unzipped(plain, new byte[5]).refused().toString()).startsWith("Corrupt[");
    }

    @Test
    void takesSoMuchMemory() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      LZMA2Options options = new LZMA2Options(1);
      options.setDictSize(1 << 20);
      try (XZOutputStream out = new XZOutputStream(bytes, options)) {
        out.write(TAR);
      }
      long needed = 1_024L * options.getDecoderMemoryUsage();

      isRight(Unzipped.of(bytes.toByteArray(), memory(needed + 8_192)));
      assertThat(Unzipped.of(bytes.toByteArray(), memory(1 << 20)).refusedBeforehand())
          .isEqualTo(new LimitExceeded("decoderMemoryBytes", 1 << 20));
    }
  }

  @Nested
  class OfZstandard {
    private final byte[] plain = Squeezed.ZSTD.squeeze(TAR);

    @Test
    void mayHaveFramesToSkip() {
      byte[] skipped = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};

      isRight(unzipped(skipped, plain));
      isRight(unzipped(skipped, skipped, plain, skipped));
      unzipped(plain, Arrays.copyOf(skipped, 10)).isCorrupt("its Zstandard data are damaged");
    }

    @Test
    void refersSoFarBack() {
      byte[] tar = tar(file("f", new byte[3 << 20]));
      byte[] bytes;
      try (ZstdCompressCtx context = new ZstdCompressCtx()) {
        context.setLevel(3).setLong(20).setContentSize(false);
        bytes = stream(context, tar);
      }

      Unzipped.of(bytes, window(1 << 20)).whole();
      assertThat(Unzipped.of(bytes, window((1 << 20) - 1)).refusedBeforehand())
          .isEqualTo(new LimitExceeded("windowBytes", (1 << 20) - 1));
    }

    @Test
    void isUnsupportedWithADictionary() {
      byte[] frame = plain.clone();
      // The descriptor's two last bits: a dictionary id of one byte follows.
      frame[4] |= 1;

      assertThat(
              unzipped(
                      Arrays.copyOf(frame, 5),
                      new byte[] {7},
                      Arrays.copyOfRange(frame, 5, frame.length))
                  .refusedBeforehand())
          .isEqualTo(new Unsupported("a Zstandard file that needs a dictionary"));
    }

    @Test
    void isRefusedWhenItsChecksumIsWrong() {
      byte[] damaged = plain.clone();
      damaged[damaged.length - 1] ^= 1;

      unzipped(damaged).isCorrupt("its Zstandard data are damaged");
    }
  }

  private static byte[] stream(ZstdCompressCtx context, byte[] content) {
    ByteBuffer source = ByteBuffer.allocateDirect(content.length);
    source.put(content).flip();
    ByteBuffer target = ByteBuffer.allocateDirect(1 << 20);
    while (!context.compressDirectByteBufferStream(target, source, EndDirective.END)) {
      assertThat(target.hasRemaining()).isTrue();
    }
    byte[] bytes = new byte[target.flip().remaining()];
    target.get(bytes);
    return bytes;
  }

  private static Options memory(long bytes) {
    return Unzipped.options(limits(bytes, 1));
  }

  private static Options window(long bytes) {
    return Unzipped.options(limits(1, bytes));
  }

  private static ArchiveLimits limits(long memory, long window) {
    return new ArchiveLimits(
        100, 1 << 30, 200, 1 << 30, 1_024, 255, 64, memory, window, 1 << 20, 32);
  }
}
