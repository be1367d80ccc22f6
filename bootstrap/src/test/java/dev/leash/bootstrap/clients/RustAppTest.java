package dev.leash.bootstrap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.testing.Needed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The app in plain Rust: the part of the example for Tauri that needs no Tauri. */
final class RustAppTest extends AppContract {
  @Override
  List<String> prepare(Path folder) throws Exception {
    Needed.commandWhereItIs("rustc");
    var _ = Examples.copy("tauri", folder);
    try (Program compiler =
        Program.start(
            folder, Map.of(), List.of("rustc", "--edition", "2021", "-D", "warnings", "app.rs"))) {
      assertThat(compiler.awaitExit()).as("%s", compiler.lines()).isZero();
    }
    return List.of("./app");
  }
}
