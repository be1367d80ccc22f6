package dev.leash.bootstrap.proof;

import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.process.Base;
import dev.leash.filesystem.FilesystemSettings;
import dev.leash.filesystem.HaltingModule;
import java.nio.file.Path;
import java.util.List;

/** The daemon of the test distribution: it can be told to halt at a named step. */
final class HaltingDaemon {
  private HaltingDaemon() {}

  static Path orders(Base base) {
    return base.path().resolve("halt");
  }

  static DaemonSettings settings(Base base) {
    return DaemonSettings.of(base.socket(), state(base), List.of(base.root()));
  }

  static FilesystemSettings files(Base base) {
    return FilesystemSettings.of(state(base), List.of(base.root()));
  }

  private static Path state(Base base) {
    return base.path().resolve("state");
  }

  static void main(String[] arguments) throws Exception {
    Base base = new Base(Path.of(arguments[0]));
    try (Daemon daemon =
        Daemon.start(settings(base), new HaltingModule(files(base), orders(base)))) {
      System.out.println("{\"event\":\"ready\"}");
      daemon.awaitStopRequest();
    }
  }
}
