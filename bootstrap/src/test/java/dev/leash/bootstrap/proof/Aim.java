package dev.leash.bootstrap.proof;

/** Where in its course a download is to be met by the end of its session. */
enum Aim {
  /** Its call has just been written. */
  STARTING(4),
  /** Others have all the places. */
  QUEUED(5),
  /** The server's backlog is full, or it says nothing in the TLS handshake. */
  CONNECTING(5),
  UNANSWERED(6),
  /** The head of the answer was sent, and no byte of the body. */
  HEAD(5),
  /** The body flows; so many bytes have been written. */
  FLOWING(8),
  /** Byte after byte. */
  DRIPPING(5),
  /** Half of the body, and silence. */
  STALLED(5),
  /** All bytes were written: it arrives, is unzipped, is published. */
  ARRIVED(20),
  /** Several into one folder: one has the turn. */
  TURN(9),
  /** It has said that it is publishing. */
  PUBLISHING(24),
  /** It has said that it is done; others have not. */
  FINISHED(4);

  private final int weight;

  Aim(int weight) {
    this.weight = weight;
  }

  int weight() {
    return weight;
  }

  /** Whether many files are worth their time: it is to be met after all bytes have arrived. */
  boolean isLate() {
    return compareTo(ARRIVED) >= 0;
  }

  /** Whether the server tells the moment, and not the daemon. */
  boolean isServers() {
    return switch (this) {
      case UNANSWERED, HEAD, FLOWING, DRIPPING, STALLED, ARRIVED -> true;
      case STARTING, QUEUED, CONNECTING, TURN, PUBLISHING, FINISHED -> false;
    };
  }
}
