package dev.leash.bootstrap.cli;

import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.client.RpcException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes one call to a running daemon. */
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes one JSON-RPC call to a running daemon and prints the result.",
      "An error's object is printed to standard error, with exit code 1."
    },
    footer = {
      "",
      "Examples:",
      "  leash call ping",
      "  leash call list_downloads '{\"state\": \"running\"}'",
      "  leash call begin_session '{\"scope\": \"main\", \"detached\": true}'"
    })
final class CallCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "METHOD", description = "The method's name.")
  private String method = "";

  @Parameters(
      index = "1",
      paramLabel = "JSON",
      arity = "0..1",
      description = "Its params, an object or an array.")
  private String params = "{}";

  @Option(names = "--socket", paramLabel = "PATH", description = "The daemon's socket.")
  private @Nullable Path socket;

  @Override
  public Integer call() throws InterruptedException {
    JsonNode json = parse();
    Places places = Places.ofThisProcess();
    Path path = Optional.ofNullable(socket).orElseGet(() -> places.socket(places.stateDirectory()));
    try (LeashClient client = LeashClient.connect(path.toAbsolutePath(), _ -> {})) {
      JsonNode result = client.call(method, json);
      spec.commandLine().getOut().println(pretty(result));
      return 0;
    } catch (RpcException e) {
      spec.commandLine().getErr().println(pretty(e.error()));
      return 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println("No daemon answers on " + path + ": " + e.getMessage());
      return 1;
    }
  }

  private JsonNode parse() {
    try {
      return JSON.readTree(params);
    } catch (JacksonException e) {
      throw new ParameterException(
          spec.commandLine(), "JSON must be an object or an array: " + e.getOriginalMessage(), e);
    }
  }

  private static String pretty(JsonNode node) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }
}
