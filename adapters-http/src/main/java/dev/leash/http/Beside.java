package dev.leash.http;

/** What goes on beside a body while it is copied. The calls are of the copying thread. */
interface Beside extends AutoCloseable {
  /** Nothing. */
  Beside NOTHING =
      new Beside() {
        @Override
        public void begin() {}

        @Override
        public int room(int most, Exchange exchange) {
          return most;
        }

        @Override
        public void advance(long to) {}

        @Override
        public void close() {}
      };

  /** The file knows its length, and the body begins to come. */
  void begin();

  /**
   * How much of the body to read at once; waits while it is to be kept back.
   *
   * @param exchange whose server is not waited for meanwhile
   */
  int room(int most, Exchange exchange);

  /** The body's bytes are about to be written up to here. */
  void advance(long to);

  /** Nothing of it goes on when this returns. */
  @Override
  void close();
}
