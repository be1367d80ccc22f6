package dev.leash.benchmarks.install.data;

import java.nio.ByteBuffer;

/** What a file's bytes are like. */
enum Texture {
  /** Words, numbers and lines, as in scripts and tables: deflates to about a third. */
  TEXT {
    @Override
    void fill(ByteBuffer buffer, Draw draw) {
      Words.fill(buffer, draw);
    }
  },
  /** As pictures and sounds are: nothing makes it smaller. */
  NOISE {
    @Override
    void fill(ByteBuffer buffer, Draw draw) {
      while (buffer.remaining() >= Long.BYTES) {
        buffer.putLong(draw.next());
      }
      while (buffer.hasRemaining()) {
        buffer.put((byte) draw.next());
      }
    }
  };

  abstract void fill(ByteBuffer buffer, Draw draw);
}
