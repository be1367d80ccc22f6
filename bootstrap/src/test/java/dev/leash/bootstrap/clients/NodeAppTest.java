package dev.leash.bootstrap.clients;

import dev.leash.domain.testing.Needed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The app in Node, without dependencies. */
final class NodeAppTest extends AppContract {
  @Override
  List<String> prepare(Path folder) throws IOException {
    Needed.command("node");
    var _ = Examples.copy("node", folder);
    return List.of("node", "app.mjs");
  }
}
