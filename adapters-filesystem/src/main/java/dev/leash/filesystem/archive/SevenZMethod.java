package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;
import org.tukaani.xz.ARM64Options;
import org.tukaani.xz.ARMOptions;
import org.tukaani.xz.ARMThumbOptions;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.IA64Options;
import org.tukaani.xz.LZMA2InputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.PowerPCOptions;
import org.tukaani.xz.RISCVOptions;
import org.tukaani.xz.SPARCOptions;
import org.tukaani.xz.X86Options;

/** The methods of 7z that are decoded, by their ids in hex (Methods.txt of the LZMA SDK). */
enum SevenZMethod {
  COPY("00") {
    @Override
    InputStream open(InputStream in, ByteBuffer properties, long size) {
      return in;
    }
  },
  LZMA("030101") {
    @Override
    long memory(ByteBuffer properties, long size) throws ExtractionEnded {
      int packed = lengthOf(properties, 5) ? Byte.toUnsignedInt(properties.get(0)) : TOO_MUCH;
      if (packed >= TOO_MUCH) {
        throw SevenZInput.damaged();
      }
      int contextBits = packed % 9 + packed / 9 % 5;
      return LZMA_BASE + window(properties, size) + (LZMA_CONTEXT << contextBits);
    }

    @Override
    InputStream open(InputStream in, ByteBuffer properties, long size) throws IOException {
      int window = (int) window(properties, size);
      LZMAInputStream stream = new LZMAInputStream(in, size, properties.get(0), window);
      // An end mark, though the size is known, is legal.
      stream.enableRelaxedEndCondition();
      return stream;
    }

    private static long window(ByteBuffer properties, long size) {
      return needed(Integer.toUnsignedLong(properties.getInt(1)), size);
    }
  },
  LZMA2("21") {
    @Override
    long memory(ByteBuffer properties, long size) throws ExtractionEnded {
      if (!lengthOf(properties, 1) || properties.get(0) < 0 || properties.get(0) > 40) {
        throw SevenZInput.damaged();
      }
      return LZMA_BASE + window(properties, size) + (LZMA_CONTEXT << 4);
    }

    @Override
    InputStream open(InputStream in, ByteBuffer properties, long size) {
      return new LZMA2InputStream(in, (int) window(properties, size));
    }

    private static long window(ByteBuffer properties, long size) {
      int bits = properties.get(0);
      return needed((2L | (bits & 1)) << (bits / 2 + 11), size);
    }
  },
  BZIP2("040202") {
    @Override
    long memory(ByteBuffer properties, long size) {
      return Compression.BZIP2_MEMORY;
    }

    @Override
    InputStream open(InputStream in, ByteBuffer properties, long size) throws IOException {
      return new BZip2CompressorInputStream(in, true);
    }
  },
  DEFLATE("040108") {
    @Override
    InputStream open(InputStream in, ByteBuffer properties, long size) {
      return new Inflating(in);
    }
  },
  DEFLATE64("040109") {
    @Override
    InputStream open(InputStream in, ByteBuffer properties, long size) {
      return new Deflate64CompressorInputStream(in);
    }
  },
  BCJ2("0303011b") {
    @Override
    int inputs() {
      return 4;
    }

    @Override
    InputStream open(List<InputStream> in, ByteBuffer properties, long size) throws IOException {
      return new Bcj2Stream(in, size);
    }
  },
  DELTA("03") {
    @Override
    long memory(ByteBuffer properties, long size) throws ExtractionEnded {
      if (!lengthOf(properties, 1)) {
        throw SevenZInput.damaged();
      }
      return SMALL;
    }

    @Override
    InputStream open(InputStream in, ByteBuffer properties, long size) throws IOException {
      return new DeltaOptions(Byte.toUnsignedInt(properties.get(0)) + 1).getInputStream(in);
    }
  },
  X86("03030103 04") {
    @Override
    FilterOptions filter(int start) throws IOException {
      X86Options options = new X86Options();
      options.setStartOffset(start);
      return options;
    }
  },
  POWER_PC("03030205 05") {
    @Override
    FilterOptions filter(int start) throws IOException {
      PowerPCOptions options = new PowerPCOptions();
      options.setStartOffset(start);
      return options;
    }
  },
  IA64("03030401 06") {
    @Override
    FilterOptions filter(int start) throws IOException {
      IA64Options options = new IA64Options();
      options.setStartOffset(start);
      return options;
    }
  },
  ARM("03030501 07") {
    @Override
    FilterOptions filter(int start) throws IOException {
      ARMOptions options = new ARMOptions();
      options.setStartOffset(start);
      return options;
    }
  },
  ARM_THUMB("03030701 08") {
    @Override
    FilterOptions filter(int start) throws IOException {
      ARMThumbOptions options = new ARMThumbOptions();
      options.setStartOffset(start);
      return options;
    }
  },
  SPARC("03030805 09") {
    @Override
    FilterOptions filter(int start) throws IOException {
      SPARCOptions options = new SPARCOptions();
      options.setStartOffset(start);
      return options;
    }
  },
  ARM64("0a") {
    @Override
    FilterOptions filter(int start) throws IOException {
      ARM64Options options = new ARM64Options();
      options.setStartOffset(start);
      return options;
    }
  },
  RISCV("0b") {
    @Override
    FilterOptions filter(int start) throws IOException {
      RISCVOptions options = new RISCVOptions();
      options.setStartOffset(start);
      return options;
    }
  },
  /** Never opened: whoever looks at what is in the way finds {@link SevenZCoder#isEncrypted}. */
  AES("06f10701");

  /** What is known by name, but not decoded. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "030401", "PPMd",
          "020302", "Swap2",
          "020304", "Swap4",
          "04f71101", "Zstandard",
          "04f71102", "Brotli",
          "04f71104", "LZ4",
          "04f71105", "LZ5",
          "04f71106", "Lizard");

  /** Buffers of a few KiB. */
  private static final long SMALL = 128 << 10;

  /** As the library counts: state, buffers of one chunk. */
  private static final long LZMA_BASE = 128 << 10;

  /** As the library counts: 0x300 numbers of two bytes for each context. */
  private static final long LZMA_CONTEXT = 2 * 0x300;

  /** The library takes no smaller one. */
  private static final int LEAST_WINDOW = 4 << 10;

  /** The first byte of LZMA's properties is ((pb * 5) + lp) * 9 + lc, pb below 5. */
  private static final int TOO_MUCH = 225;

  /** A space between them. */
  private final String ids;

  SevenZMethod(String ids) {
    this.ids = ids;
  }

  static SevenZMethod of(String id) throws ExtractionEnded {
    Optional<SevenZMethod> known =
        Stream.of(values())
            .filter(method -> List.of(method.ids.split(" ", -1)).contains(id))
            .findFirst();
    if (known.isEmpty()) {
      throw ExtractionEnded.of(
          new Unsupported("a 7z archive with the method " + OTHERS.getOrDefault(id, id)));
    }
    return known.get();
  }

  /** How many streams it reads. */
  int inputs() {
    return 1;
  }

  /** What it takes to decode so many bytes; refuses properties that make no sense. */
  long memory(ByteBuffer properties, long size) throws ExtractionEnded {
    return SMALL;
  }

  /** Decodes what has been found sound. */
  InputStream open(List<InputStream> in, ByteBuffer properties, long size) throws IOException {
    return open(in.getFirst(), properties, size);
  }

  InputStream open(InputStream in, ByteBuffer properties, long size) throws IOException {
    return filter(properties.remaining() == Integer.BYTES ? properties.getInt(0) : 0)
        .getInputStream(in);
  }

  /**
   * @param start where the first byte lies for the machine
   */
  FilterOptions filter(int start) throws IOException {
    throw new IllegalStateException(this + " is no filter");
  }

  private static boolean lengthOf(ByteBuffer properties, int length) {
    return properties.remaining() == length;
  }

  /** No window needs to hold more than there is: small archives often declare large ones. */
  private static long needed(long declared, long size) {
    return Math.clamp(Math.min(declared, size), LEAST_WINDOW, Integer.MAX_VALUE);
  }

  /** Its inflater holds memory outside of the heap, which does not wait for a collection. */
  private static final class Inflating extends InflaterInputStream {
    Inflating(InputStream in) {
      super(in, new Inflater(true), PackedStream.BUFFER);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }
}
