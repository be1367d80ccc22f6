package dev.leash.bootstrap.ipc;

import dev.leash.application.Configure;
import dev.leash.application.Configure.Change;
import java.util.List;
import java.util.OptionalLong;

/** The method that changes limits while downloads run. */
final class ConfigureMethods {
  /** Each running download takes threads: more than a process can have on most machines. */
  private static final int MOST_CONCURRENT = 100_000;

  private static final Shape<Configure.Limits> LIMITS =
      Shape.<Configure.Limits>named("Limits", "The limits in force.")
          .count(
              "maxConcurrentDownloads",
              "how many downloads run at once",
              Configure.Limits::maxConcurrentDownloads)
          .countOrNull(
              "maxBytesPerSecond",
              "that all downloads together receive; null for as fast as it goes",
              Configure.Limits::maxBytesPerSecond)
          .build();

  private final Configure configure;

  ConfigureMethods(Configure configure) {
    this.configure = configure;
  }

  List<Method> methods() {
    return List.of(
        new Method(
            "configure",
            "Changes limits of the daemon, at once, and tells those in force.",
            List.of(
                Param.optional(
                    "maxConcurrentDownloads",
                    Schema.nullable(Schema.whole("1 to " + MOST_CONCURRENT, 1, MOST_CONCURRENT)),
                    "how many downloads run at once; null for what the daemon was started with"),
                Param.optional(
                    "maxBytesPerSecond",
                    Schema.nullable(Schema.whole("at least 1", 1, Schema.UNBOUNDED)),
                    "that all downloads together may receive; null for no limit")),
            Method.Result.of(LIMITS),
            this::configure));
  }

  private void configure(Params params, Client client, Reply reply) {
    Configure.Limits limits =
        configure.configure(
            change(params, "maxConcurrentDownloads"), change(params, "maxBytesPerSecond"));
    reply.result(LIMITS.write(limits));
  }

  private static Change change(Params params, String name) {
    if (params.isNull(name)) {
      return new Change.Lift();
    }
    OptionalLong given = params.integer(name);
    return given.isPresent() ? new Change.To(given.getAsLong()) : new Change.Keep();
  }
}
