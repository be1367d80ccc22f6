package dev.leash.bootstrap.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a daemon's files are unless told otherwise (XDG Base Directory Specification 0.8, and the
 * platforms' own).
 */
final class Places {
  private final Map<String, String> environment;
  private final Path home;
  private final String os;

  Places(Map<String, String> environment, Path home, String os) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.os = os.toLowerCase(Locale.ROOT);
  }

  static Places ofThisProcess() {
    return new Places(
        System.getenv(), Path.of(System.getProperty("user.home")), System.getProperty("os.name"));
  }

  Path home() {
    return home;
  }

  Path stateDirectory() {
    if (os.startsWith("mac")) {
      return home.resolve("Library").resolve("Application Support").resolve("leash");
    }
    if (os.startsWith("windows")) {
      return absolute("LOCALAPPDATA")
          .orElse(home.resolve("AppData").resolve("Local"))
          .resolve("leash");
    }
    return absolute("XDG_STATE_HOME")
        .orElse(home.resolve(".local").resolve("state"))
        .resolve("leash");
  }

  Path socket(Path stateDirectory) {
    return absolute("XDG_RUNTIME_DIR")
        .map(runtime -> runtime.resolve("leash"))
        .orElse(stateDirectory)
        .resolve("leash.sock");
  }

  /** The specification: a path that is not absolute is to be ignored. */
  private Optional<Path> absolute(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
