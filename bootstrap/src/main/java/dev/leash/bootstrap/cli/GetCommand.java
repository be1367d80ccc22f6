package dev.leash.bootstrap.cli;

import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.client.ProgressLine;
import dev.leash.bootstrap.client.RpcException;
import dev.leash.bootstrap.lock.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Downloads and unzips once, with a daemon of its own for as long as that takes. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Downloads an archive and unzips it into a folder.",
      "Ctrl-C cancels it and leaves nothing behind (exit code 130)."
    },
    footer = {
      "",
      "Examples:",
      "  leash get https://example.org/mod.zip ~/Games/mods/mod",
      "  leash get --checksum sha256:<hex> --strip-components 1 URL DIR",
      "  leash get --no-unpack --name texture.zip URL DIR"
    })
final class GetCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  /** JSON-RPC 2.0, section 5.1. */
  private static final int INVALID_PARAMS = -32602;

  /** More `get`s at once than this on one desktop are not plausible. */
  private static final int MAX_AT_ONCE = 64;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "URL", description = "Where the archive is.")
  private String url = "";

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "The folder to unzip into; made when missing.")
  private Path directory = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The archive's name (default: from the URL).")
  private @Nullable String name;

  @Option(
      names = "--checksum",
      paramLabel = "C",
      description = "sha256:<hex>, or the same with sha512, sha1 or md5.")
  private @Nullable String checksum;

  @Option(
      names = "--strip-components",
      paramLabel = "N",
      description = "Leading path components to drop.")
  private int stripComponents;

  @Option(
      names = "--on-existing",
      paramLabel = "HOW",
      description = "replace, keep or fail (default: ${DEFAULT-VALUE}).")
  private String onExisting = "replace";

  @Option(names = "--replace", description = "The folder becomes exactly the archive's tree.")
  private boolean replace;

  @Option(names = "--keep-archive", description = "Keep the archive beside its tree.")
  private boolean keepArchive;

  @Option(names = "--no-unpack", description = "Save the archive itself.")
  private boolean noUnpack;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path target = directory.toAbsolutePath().normalize();
    if (replace && holdsMoreThanAMod(target)) {
      throw new ParameterException(
          spec.commandLine(),
          "--replace would remove all else from " + target + ", which holds your files");
    }
    Path runtime = Files.createTempDirectory("leash-");
    try (Daemon daemon = start(target, runtime.resolve("leash.sock"))) {
      Exits exits = Exits.onSignal(INTERRUPTED, () -> end(daemon, runtime));
      try {
        return download(daemon, target);
      } finally {
        exits.over();
      }
    } catch (StartFailure e) {
      spec.commandLine().getErr().println(e.getMessage());
      return LeashCommand.USAGE;
    } finally {
      remove(runtime);
    }
  }

  /**
   * Takes the first state directory of its kind that is free, so that what a killed one left behind
   * is swept by the next.
   */
  private static Daemon start(Path target, Path socket) throws StartFailure {
    Path state = Places.ofThisProcess().stateDirectory().resolve("get");
    for (int slot = 0; ; slot++) {
      DaemonSettings defaults =
          DaemonSettings.of(socket, state.resolve(Integer.toString(slot)), List.of(root(target)));
      try {
        return Daemon.start(defaults.logging(Level.WARN));
      } catch (StartFailure.Held e) {
        if (slot == MAX_AT_ONCE) {
          throw e;
        }
      }
    }
  }

  /** Whether the home directory or the current one lies in it, or is it. */
  private static boolean holdsMoreThanAMod(Path target) throws IOException {
    Path real = Files.exists(target) ? target.toRealPath() : target;
    return Places.ofThisProcess().home().toRealPath().startsWith(real)
        || Path.of("").toRealPath().startsWith(real);
  }

  /** The folder above, as far up as there is one: beside the target, the archive is staged. */
  private static Path root(Path target) {
    Path root = Optional.ofNullable(target.getParent()).orElse(target);
    while (!Files.isDirectory(root) && root.getParent() != null) {
      root = root.getParent();
    }
    return root;
  }

  private int download(Daemon daemon, Path target) throws IOException, InterruptedException {
    ProgressLine progress = ProgressLine.onStandardError();
    try (LeashClient client = LeashClient.connect(daemon.socket(), progress::notified)) {
      JsonNode session = client.call("begin_session", LeashClient.params());
      JsonNode result =
          client.call("download_and_unzip", params(target, session.path("sessionId").asLong()));
      progress.end();
      spec.commandLine().getOut().println(summary(result));
      return 0;
    } catch (RpcException e) {
      progress.end();
      spec.commandLine().getErr().println(explanation(e));
      return e.error().path("code").asInt() == INVALID_PARAMS ? LeashCommand.USAGE : 1;
    }
  }

  private String summary(JsonNode result) {
    String path = result.path("path").asString();
    String sha256 = result.path("sha256").asString();
    return noUnpack
        ? "%s: %d bytes, sha256 %s"
            .formatted(
                Path.of(path).resolve(archiveName()), result.path("archiveBytes").asLong(), sha256)
        : "%s: %d files, %d bytes, sha256 %s"
            .formatted(path, result.path("files").asLong(), result.path("bytes").asLong(), sha256);
  }

  /** Its own daemon shuts down when, and only when, a signal has come. */
  private static String explanation(RpcException e) {
    if (e.reason().equals("CANCELLED_SHUTDOWN")) {
      return "Cancelled; nothing is left behind";
    }
    JsonNode detail = e.error().path("data").path("detail");
    String details =
        detail
            .propertyStream()
            .filter(property ->
                !String.valueOf(e.getMessage()).contains(property.getValue().asString()))
            .map(property -> property.getKey() + " " + property.getValue().asString())
            .collect(Collectors.joining(", "));
    return e.reason() + ": " + e.getMessage() + (details.isEmpty() ? "" : " (" + details + ")");
  }

  private ObjectNode params(Path target, long session) {
    ObjectNode params = LeashClient.params();
    params.put("fileName", archiveName());
    params.put("downloadUrl", url);
    params.put("savePath", target.toString());
    params.put("sessionId", session);
    params.put("stripComponents", stripComponents);
    params.put("onExisting", onExisting);
    params.put("install", replace ? "replace" : "merge");
    params.put("keepArchive", keepArchive);
    params.put("unpack", !noUnpack);
    Optional.ofNullable(checksum).ifPresent(given -> params.put("checksum", given));
    return params;
  }

  private String archiveName() {
    return Optional.ofNullable(name).orElseGet(this::nameFromUrl);
  }

  private String nameFromUrl() {
    try {
      String path = Optional.ofNullable(new URI(url).getPath()).orElse("");
      String last = path.substring(path.lastIndexOf('/') + 1);
      return last.isBlank() ? "archive" : last;
    } catch (URISyntaxException e) {
      // The daemon says what is wrong with it.
      return "archive";
    }
  }

  private static void end(Daemon daemon, Path runtime) {
    daemon.close();
    remove(runtime);
  }

  private static void remove(Path runtime) {
    try (Stream<Path> files = Files.list(runtime)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(runtime);
    } catch (IOException e) {
      // An empty folder in the temporary directory is all that can be left.
    }
  }
}
