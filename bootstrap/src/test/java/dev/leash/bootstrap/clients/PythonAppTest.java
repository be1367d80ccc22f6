package dev.leash.bootstrap.clients;

import dev.leash.domain.testing.Needed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The app in Python, with the standard library alone. */
final class PythonAppTest extends AppContract {
  @Override
  List<String> prepare(Path folder) throws IOException {
    Needed.command("python3");
    var _ = Examples.copy("python", folder);
    return List.of("python3", "app.py");
  }
}
