package dev.leash.bootstrap.process;

import dev.leash.http.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A folder for a process of ours, and a server that it downloads from. */
abstract class AgainstAnOrigin extends InAFolder {
  ScriptedServer origin;

  @BeforeEach
  final void startOrigin() throws Exception {
    origin = ScriptedServer.start();
  }

  @AfterEach
  final void closeOrigin() throws Exception {
    origin.close();
  }
}
