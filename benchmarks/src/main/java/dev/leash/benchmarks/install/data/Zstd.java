package dev.leash.benchmarks.install.data;

import dev.leash.benchmarks.kit.Tool;
import dev.leash.benchmarks.kit.UnableException;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.commons.compress.compressors.zstandard.ZstdUtils;

/** Compresses by the tool {@code zstd}, else by the library, where either is there. */
final class Zstd {
  private Zstd() {}

  static boolean isAvailable() {
    return Tool.find("zstd").isPresent() || ZstdUtils.isZstdCompressionAvailable();
  }

  static OutputStream create(Path file) throws IOException {
    Optional<Path> tool = Tool.find("zstd");
    if (tool.isPresent()) {
      return new Piped(
          new ProcessBuilder(tool.get().toString(), "-q", "-f", "-", "-o", file.toString())
              .inheritIO()
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start());
    }
    if (!ZstdUtils.isZstdCompressionAvailable()) {
      throw new UnableException("zstd is not on the PATH");
    }
    try {
      return new CompressorStreamFactory()
          .createCompressorOutputStream(
              CompressorStreamFactory.ZSTANDARD,
              new BufferedOutputStream(Files.newOutputStream(file)));
    } catch (CompressorException e) {
      throw new IOException(e);
    }
  }

  /** What is written goes to a process; closing waits for its end. */
  private static final class Piped extends FilterOutputStream {
    private final Process process;

    Piped(Process process) {
      super(process.getOutputStream());
      this.process = process;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      out.write(bytes, offset, count);
    }

    @Override
    public void close() throws IOException {
      super.close();
      try {
        int exit = process.waitFor();
        if (exit != 0) {
          throw new IOException("zstd ended with " + exit);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
