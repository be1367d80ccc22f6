package dev.leash.application;

import dev.leash.domain.port.Gate;

/** The gate of one download: its session's, and its own last word. */
final class PublicationGate implements Gate {
  private final TrackedDownload download;

  PublicationGate(TrackedDownload download) {
    this.download = download;
  }

  @Override
  public boolean enter() {
    if (!download.session().enterGate()) {
      return false;
    }
    boolean entered = false;
    try {
      // Its own cancellation can come between the session's word and here: then it is over all the
      // same.
      entered = download.publish();
    } finally {
      if (!entered) {
        leave();
      }
    }
    return entered;
  }

  @Override
  public boolean isClosing() {
    return download.session().ended().isPresent();
  }

  @Override
  public void leave() {
    download.session().leaveGate();
  }
}
