package dev.leash.bootstrap.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of the gateway's own page: those of one folder, by plain names. Immutable. */
final class Folder {
  /** Nothing is decoded, so nothing can be hidden; and no name begins with a dot. */
  private static final Pattern NAMES = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

  /** Of which the page has some; nothing else is served. */
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  private final Path root;
  private final String policy;

  /**
   * @param port the gateway's own, where alone its page may connect
   * @throws IOException when the folder cannot be reached
   */
  Folder(Path folder, int port) throws IOException {
    this.root = folder.toRealPath();
    this.policy =
        String.join(
            "; ",
            "default-src 'self'",
            "img-src 'self' data:",
            // Not localhost: another process may listen on ::1, and would be shown the token.
            "connect-src 'self' ws://" + Origins.ADDRESS + ":" + port,
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'");
  }

  /** Empty when there is no such file; a folder is none, nor is what a link leads out to. */
  Optional<Answer> answer(String path) {
    String name = path.equals("/") ? "/index.html" : path;
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !NAMES.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      Path file = root.resolve(name.substring(1)).toRealPath();
      return file.startsWith(root) && Files.isRegularFile(file)
          ? Optional.of(answer(type, Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Answer answer(String type, byte[] content) {
    return Answer.file(type, content)
        .with("Content-Security-Policy", policy)
        .with("Referrer-Policy", "no-referrer");
  }
}
