package dev.leash.filesystem.archive.testing;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/** The ways to compress a file as a whole. */
public enum Squeezed {
  GZIP {
    @Override
    OutputStream open(OutputStream to) throws IOException {
      return new GZIPOutputStream(to);
    }
  },
  BZIP2 {
    @Override
    OutputStream open(OutputStream to) throws IOException {
      return new BZip2CompressorOutputStream(to, 1);
    }
  },
  XZ_CRC32 {
    @Override
    OutputStream open(OutputStream to) throws IOException {
      return new XZOutputStream(to, new LZMA2Options(1), XZ.CHECK_CRC32);
    }
  },
  XZ_CRC64 {
    @Override
    OutputStream open(OutputStream to) throws IOException {
      return new XZOutputStream(to, new LZMA2Options(1), XZ.CHECK_CRC64);
    }
  },
  XZ_SHA256 {
    @Override
    OutputStream open(OutputStream to) throws IOException {
      return new XZOutputStream(to, new LZMA2Options(1), XZ.CHECK_SHA256);
    }
  },
  ZSTD {
    @Override
    OutputStream open(OutputStream to) throws IOException {
      return new ZstdOutputStream(to).setChecksum(true);
    }
  };

  abstract OutputStream open(OutputStream to) throws IOException;

  /** One member, stream or frame. */
  public byte[] squeeze(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = open(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
