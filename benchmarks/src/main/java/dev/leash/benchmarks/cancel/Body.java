package dev.leash.benchmarks.cancel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An answer that never comes to its end. Of one thread. */
final class Body {
  private static final int CHUNK = 64 * 1024;

  /** A download is flowing when it has come so far. */
  private static final int FLOWING_CHUNKS = 16;

  /** More than a round ever takes, and less than the daemon's limit of 10 GiB. */
  private static final int ALL_CHUNKS = 1 << 16;

  private static final int DRIP = 16;
  private static final long DRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int DRIPS_BEFORE = 3;

  private final OutputStream out;
  private final Watch watch;

  Body(OutputStream out, Watch watch) {
    this.out = out;
    this.watch = watch;
  }

  void flow() throws IOException {
    start();
    byte[] chunk = new byte[CHUNK];
    for (int i = 0; i < ALL_CHUNKS; i++) {
      out.write(chunk);
      if (i == FLOWING_CHUNKS) {
        watch.settle();
      }
    }
  }

  void drip() throws IOException {
    start();
    byte[] drip = new byte[DRIP];
    for (int i = 0; true; i++) {
      out.write(drip);
      if (i == DRIPS_BEFORE) {
        watch.settle();
      }
      LockSupport.parkNanos(DRIP_NANOS);
    }
  }

  void stall() throws IOException {
    start();
    out.write(new byte[CHUNK]);
    watch.settle();
  }

  /** A head without a length, and what a zip begins with: anything else would be refused. */
  private void start() throws IOException {
    out.write(
        """
        HTTP/1.1 200 OK\r
        Content-Type: application/zip\r
        Connection: close\r
        \r
        PK\003\004\
        """
            .getBytes(StandardCharsets.ISO_8859_1));
  }
}
