package dev.leash.bootstrap.ipc;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A whole daemon, and one client of it. */
abstract class AgainstADaemon {
  RunningDaemon daemon;
  TestClient client;

  @BeforeEach
  final void startDaemon() throws Exception {
    daemon = start();
    client = daemon.client();
  }

  /** Whose clients come over the socket, unless told otherwise. */
  RunningDaemon start() throws Exception {
    return RunningDaemon.start();
  }

  @AfterEach
  final void stopDaemon() throws Exception {
    daemon.close();
  }
}
