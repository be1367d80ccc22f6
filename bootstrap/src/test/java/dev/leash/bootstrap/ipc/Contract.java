package dev.leash.bootstrap.ipc;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code docs/openrpc.json} says of the daemon's messages; every message that a test's client
 * receives is held against it. Safe for use by several threads.
 */
final class Contract {
  /** The module's folder, which is where its tests run. */
  static final Path FILE =
      Path.of("").toAbsolutePath().resolveSibling("docs").resolve("openrpc.json");

  private static final Contract INSTANCE = new Contract(read());

  private final JsonNode document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
  private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

  private Contract(JsonNode document) {
    this.document = document;
  }

  static Contract get() {
    return INSTANCE;
  }

  JsonNode document() {
    return document;
  }

  /** Throws where an answer's result is not what its method gives. */
  void checkResult(String method, JsonNode result) {
    check("the result of " + method, named("methods", method).at("/result/schema"), result);
  }

  void checkError(JsonNode error) {
    check("an error", reference("Error"), error);
  }

  void checkNotification(String name, JsonNode params) {
    check(name, named("x-notifications", name).path("schema"), params);
  }

  private void check(String what, JsonNode schema, JsonNode value) {
    List<com.networknt.schema.Error> found =
        schemas.computeIfAbsent(schema, this::compile).validate(value);
    if (!found.isEmpty()) {
      throw new AssertionError(what + " breaks the contract: " + found + ": " + value);
    }
  }

  /** References begin at the root of the document. */
  private Schema compile(JsonNode schema) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.set("components", document.path("components"));
    root.putArray("allOf").add(schema);
    return registry.getSchema(root);
  }

  private JsonNode named(String list, String name) {
    return document.path(list).values().stream()
        .filter(item -> item.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among the " + list));
  }

  private static JsonNode reference(String shape) {
    return JsonMapper.shared().createObjectNode().put("$ref", "#/components/schemas/" + shape);
  }

  private static JsonNode read() {
    try {
      return JsonMapper.shared().readTree(Files.readString(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
