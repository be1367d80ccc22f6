package dev.leash.bootstrap.ipc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.leash.http.testing.Step;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;

/**
 * A zip of one entry of 3 GiB in some 30 MiB, of which hardly any is ever in memory. Its checksum
 * is wrong, which is found out at its end: nobody gets there.
 */
public final class HugeEntry {
  private static final int MIB = 1 << 20;
  private static final int BLOCKS = 3 * 1024;

  /** Keeps the ratio near 100:1, below the bound of 200:1. */
  private static final int NOISE = 8 << 10;

  private static final byte[] NAME = "huge.bin".getBytes(US_ASCII);

  /** An empty last block, in the fixed code. */
  private static final byte[] LAST = {3, 0};

  private HugeEntry() {}

  /** The whole answer of a server that has it. */
  public static Step[] served() {
    byte[] block = block();
    int packed = BLOCKS * block.length + LAST.length;
    byte[] local = local(packed);
    byte[] directory = directory(packed, local.length + packed);
    long length = (long) local.length + packed + directory.length;
    Step one = Step.bytes(block);
    return new Step[] {
      Step.head(200, "Content-Length: " + length),
      Step.bytes(local),
      connection -> {
        for (int i = 0; i < BLOCKS; i++) {
          one.run(connection);
        }
      },
      Step.bytes(LAST),
      Step.bytes(directory)
    };
  }

  /** A MiB, deflated so that it needs nothing of what is before it and ends with a whole byte. */
  private static byte[] block() {
    byte[] noise = new byte[NOISE];
    new Random(1).nextBytes(noise);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(Arrays.copyOf(noise, MIB));
    byte[] packed = new byte[MIB];
    int length = deflater.deflate(packed, 0, packed.length, Deflater.FULL_FLUSH);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }

  private static byte[] local(int packed) {
    byte[] bytes = new byte[30 + NAME.length];
    ByteBuffer header = little(bytes).putInt(0x04034b50);
    common(header, packed);
    header.putShort((short) 0).put(NAME);
    return bytes;
  }

  private static byte[] directory(int packed, int offset) {
    byte[] bytes = new byte[46 + NAME.length + 22];
    ByteBuffer directory = little(bytes).putInt(0x02014b50).putShort((short) 20);
    common(directory, packed);
    directory.put(new byte[16]).put(NAME);
    directory.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
    directory.putInt(46 + NAME.length).putInt(offset).putShort((short) 0);
    return bytes;
  }

  /** From the version that is needed to the length of the name. */
  private static void common(ByteBuffer header, int packed) {
    header.putShort((short) 20).putShort((short) 0).putShort((short) 8).putInt(0x00210000);
    header
        .putInt(0)
        .putInt(packed)
        .putInt((int) ((long) BLOCKS * MIB))
        .putShort((short) NAME.length);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
