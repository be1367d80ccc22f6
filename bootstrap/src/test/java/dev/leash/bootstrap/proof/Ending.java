package dev.leash.bootstrap.proof;

/** How a session ends. */
enum Ending {
  BEGIN(44),
  GET_USERNAME(14),
  END_SESSION(10),
  /** The connection that began it closes, and a new page begins the next. */
  CLOSE(10),
  /** Three begins at once, over two connections: none overtakes what the first one waits for. */
  QUICK_BEGINS(11),
  /** Some of the downloads are cancelled right before. */
  CANCEL_AND_BEGIN(11);

  private final int weight;

  Ending(int weight) {
    this.weight = weight;
  }

  int weight() {
    return weight;
  }
}
