package dev.leash.bootstrap.ipc;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A whole daemon, and one client of it. */
abstract class AgainstADaemon {
  RunningDaemon daemon;
  TestClient client;

  @BeforeEach
  final void startDaemon() throws Exception {
    daemon = RunningDaemon.start();
    client = daemon.client();
  }

  @AfterEach
  final void stopDaemon() throws Exception {
    daemon.close();
  }
}
