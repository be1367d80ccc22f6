package dev.leash.bootstrap.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The app in Java, with Jackson. */
final class JavaAppTest extends AppContract {
  @Override
  List<String> prepare(Path folder) throws IOException {
    var _ = Examples.copy("java", folder);
    return List.of(Examples.java("java"), "-cp", Examples.classPath(), "App.java");
  }
}
