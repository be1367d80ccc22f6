package dev.leash.bootstrap.ipc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenRPC document (version 1.3.2 of its specification). It is made of the definitions that
 * dispatch the calls and write the answers, so it cannot differ from them.
 */
final class OpenRpc {
  private static final String SPECIFICATION = "1.3.2";

  private final String version;

  // Guarded by this.
  private Optional<ObjectNode> made = Optional.empty();

  /**
   * @param version of Leash
   */
  OpenRpc(String version) {
    this.version = version;
  }

  /** Adds the method that gives the document of all, itself among them. */
  List<Method> describing(List<Method> methods) {
    List<Method> all = new ArrayList<>(methods);
    all.add(
        new Method(
            "rpc.discover",
            "Gives this document.",
            List.of(),
            new Method.Result("document", Schema.anyObject()),
            (params, client, reply) -> reply.result(documentOf(all))));
    return List.copyOf(all);
  }

  /** Made once, and not before somebody asks. */
  private synchronized ObjectNode documentOf(List<Method> methods) {
    if (made.isEmpty()) {
      made = Optional.of(document(methods));
    }
    return made.get();
  }

  private ObjectNode document(List<Method> methods) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("openrpc", SPECIFICATION);
    ObjectNode info = document.putObject("info");
    info.put("title", "Leash");
    info.put("description", "Downloads that end with the page that asked for them.");
    info.put("version", version);
    ArrayNode described = document.putArray("methods");
    methods.forEach(method -> described.add(describe(method)));
    // Of the specification's extensions: it has no word for what a server sends unasked.
    ArrayNode notifications = document.putArray("x-notifications");
    Notifier.NOTIFICATIONS.forEach(notification -> notifications.add(describe(notification)));
    ObjectNode components = document.putObject("components");
    describeShapes(methods, components.putObject("schemas"));
    describeReasons(components.putObject("errors"));
    return document;
  }

  private static ObjectNode describe(Method method) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", method.name());
    json.put("summary", method.summary());
    json.put("paramStructure", "either");
    ArrayNode params = json.putArray("params");
    for (Param param : method.params()) {
      ObjectNode described = params.addObject();
      described.put("name", param.name());
      described.put("description", param.meaning() + " (" + param.schema().takes() + ")");
      described.put("required", param.required());
      described.set("schema", param.schema().toJson());
    }
    ObjectNode result = json.putObject("result");
    result.put("name", method.result().name());
    result.set("schema", method.result().schema().toJson());
    return json;
  }

  private static ObjectNode describe(Notifier.Notification notification) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", notification.name());
    json.put("summary", notification.summary());
    json.put("paramStructure", "by-name");
    json.set("schema", Schema.of(notification.params()).toJson());
    return json;
  }

  private static void describeShapes(List<Method> methods, ObjectNode schemas) {
    Stream.concat(
            methods.stream().map(method -> method.result().schema()),
            Notifier.NOTIFICATIONS.stream().map(notification -> Schema.of(notification.params())))
        .flatMap(Schema::shapes)
        .forEach(shape -> schemas.set(shape.name(), shape.toJson()));
  }

  private static void describeReasons(ObjectNode errors) {
    Arrays.stream(Reason.values())
        .forEach(reason -> {
          ObjectNode error = errors.putObject(reason.name());
          error.put("code", reason.code());
          error.put("message", reason.name());
        });
  }
}
