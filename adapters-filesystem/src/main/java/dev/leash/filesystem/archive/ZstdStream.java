package dev.leash.filesystem.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decodes Zstandard (RFC 8878): all frames, those that are to be skipped too, each with its
 * checksum where it has one. For one thread.
 */
final class ZstdStream extends FilterInputStream {
  /** What the library takes as the smallest and the largest window. */
  private static final int LEAST_WINDOW_LOG = 10;

  private static final int MOST_WINDOW_LOG = 31;

  private final long windowBytes;

  ZstdStream(InputStream compressed, ArchiveLimits limits, DecoderMemory memory)
      throws IOException {
    super(decoder(new ZstdFrames(compressed, limits.windowBytes(), memory), limits.windowBytes()));
    this.windowBytes = limits.windowBytes();
  }

  private static InputStream decoder(InputStream compressed, long windowBytes) throws IOException {
    int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(windowBytes);
    try {
      return new ZstdInputStreamNoFinalizer(compressed)
          .setLongMax(Math.clamp(log, LEAST_WINDOW_LOG, MOST_WINDOW_LOG));
    } catch (LinkageError e) {
      // No native library for this machine, or no folder that it may be loaded from.
      throw ExtractionEnded.of(
          new Unsupported("a Zstandard file, which cannot be decoded on this machine"));
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return super.read(target, offset, length);
    } catch (ZstdIOException e) {
      // Its sign differs from one of the library's classes to another.
      throw ended(Math.abs(e.getErrorCode()));
    }
  }

  private ExtractionEnded ended(long code) {
    if (code == Zstd.errFrameParameterWindowTooLarge()) {
      return ExtractionEnded.of(new LimitExceeded("windowBytes", windowBytes));
    }
    return code == Zstd.errDictionaryWrong()
        ? ExtractionEnded.of(new Unsupported("a Zstandard file that needs a dictionary"))
        : ExtractionEnded.corrupt("its Zstandard data are damaged");
  }
}
