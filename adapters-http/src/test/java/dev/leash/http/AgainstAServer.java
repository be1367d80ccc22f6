package dev.leash.http;

import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The transfer against a server that answers by script. */
@Timeout(60)
abstract class AgainstAServer {
  final Rig rig;
  ScriptedServer server;

  AgainstAServer() {
    this(HttpSettings.DEFAULT);
  }

  AgainstAServer(HttpSettings settings) {
    rig = new Rig(settings);
  }

  @BeforeEach
  final void startServer() throws IOException {
    server = ScriptedServer.start();
  }

  @AfterEach
  final void stopServer() throws IOException {
    server.close();
  }

  /** Has another thread fetch what the server answers with these steps. */
  final CompletableFuture<Fetched> startFetching(Step... steps) {
    server.on("/mod.zip", steps);
    return rig.start(server.url("/mod.zip"));
  }
}
