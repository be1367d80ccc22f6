package dev.leash.bootstrap.process;

import dev.leash.http.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A folder for a process of ours, and a server that it downloads from. */
abstract class AgainstAnOrigin {
  Base base;
  ScriptedServer origin;

  @BeforeEach
  final void make() throws Exception {
    base = Base.make();
    origin = ScriptedServer.start();
  }

  @AfterEach
  final void remove() throws Exception {
    origin.close();
    base.close();
  }
}
