package dev.leash.benchmarks.install.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A file whose bytes are drawn from a seed, the same each time.
 *
 * @param path with slashes, in its tree
 */
record SeededFile(String path, long bytes, Texture texture, long seed) {
  private static final int CHUNK = 1 << 16;

  SeededFile {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative, but was " + bytes);
    }
  }

  void writeTo(OutputStream out) throws IOException {
    Draw draw = new Draw(seed);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long left = bytes; left > 0; left -= chunk.limit()) {
      chunk.clear().limit((int) Math.min(CHUNK, left));
      texture.fill(chunk, draw);
      out.write(chunk.array(), 0, chunk.limit());
    }
  }
}
