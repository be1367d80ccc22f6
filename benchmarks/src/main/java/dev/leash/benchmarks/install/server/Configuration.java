package dev.leash.benchmarks.install.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What nginx is told.
 *
 * @param own where it may write
 * @param data what it serves
 * @param user whom its workers are to be, where it may choose
 */
record Configuration(Path own, Path data, Optional<String> user, List<Listener> listeners) {
  Configuration {
    listeners = List.copyOf(listeners);
  }

  Path pidFile() {
    return own.resolve("nginx.pid");
  }

  Path errors() {
    return own.resolve("nginx-errors.log");
  }

  String text() {
    return user.map(name -> "user " + name + ";\n").orElse("")
        + """
        worker_processes auto;
        pid %s;
        error_log %s;
        events { worker_connections 1024; }
        http {
          access_log off;
          default_type application/octet-stream;
          sendfile on;
          tcp_nopush on;
          keepalive_requests 1000000;
        %s%s}
        """
            .formatted(quoted(pidFile()), quoted(errors()), temporaries(), servers());
  }

  /** Those that were built in may be another user's. */
  private String temporaries() {
    return Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        .map(kind -> "  %s_temp_path %s;\n".formatted(kind, quoted(own.resolve(kind))))
        .collect(Collectors.joining());
  }

  private String servers() {
    return listeners.stream()
        .map(listener -> listener.block(quoted(data)))
        .collect(Collectors.joining());
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
