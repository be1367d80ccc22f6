package dev.leash.bootstrap.ipc;

import dev.leash.application.Faults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the messages of clients apart (JSON-RPC 2.0, sections 4 to 6) and calls the methods. Safe
 * for use by several threads.
 */
final class Dispatcher {
  /** A UUID has 36; what a client keeps in flight we keep too. */
  private static final int MAX_ID = 1_024;

  /**
   * JSON takes some twenty times its text as a tree. What all clients may send at once would be
   * more than the heap, so messages beyond what a call needs are taken one at a time by each of the
   * few dispatchers.
   */
  private static final int LARGE = 16 * 1024;

  private final Map<String, Method> methods = new HashMap<>();
  private final Json json;
  private final IpcLimits limits;
  private final Faults faults;
  private final Object oneLargeAtATime = new Object();

  Dispatcher(List<Method> methods, Json json, IpcLimits limits, Faults faults) {
    methods.forEach(method -> this.methods.put(method.name(), method));
    this.json = json;
    this.limits = limits;
    this.faults = faults;
  }

  /** Handles one message; every call in it has taken effect when this returns. */
  void handle(byte[] message, Client client) {
    if (message.length > LARGE) {
      synchronized (oneLargeAtATime) {
        parseAndHandle(message, client);
      }
    } else {
      parseAndHandle(message, client);
    }
  }

  private void parseAndHandle(byte[] message, Client client) {
    Optional<JsonNode> parsed = json.parse(message);
    if (parsed.isEmpty()) {
      refuse(client, RpcError.parseError("The message is no JSON"));
    } else if (parsed.get().isArray()) {
      handleBatch(parsed.get(), client);
    } else {
      handleOne(Judged.of(parsed.get()), client, answer -> send(client, answer));
    }
  }

  /** Answers a message that cannot be told to be a call. */
  void refuse(Client client, RpcError error) {
    send(client, error(JsonNodeFactory.instance.nullNode(), error));
  }

  private void handleBatch(JsonNode calls, Client client) {
    if (calls.isEmpty()) {
      refuse(client, RpcError.invalidRequest("The batch is empty"));
      return;
    }
    if (calls.size() > limits.batchCalls()) {
      refuse(
          client,
          RpcError.invalidRequest(
              "The batch has "
                  + calls.size()
                  + " calls; at most "
                  + limits.batchCalls()
                  + " are taken"));
      return;
    }
    List<Judged> all = calls.values().stream().map(Judged::of).toList();
    int expected = (int) all.stream().filter(call -> !call.isNotification()).count();
    Batch batch = new Batch(expected, limits.unreadBytes(), json, client.outbox());
    all.forEach(call -> handleOne(call, client, batch));
  }

  private void handleOne(Judged judged, Client client, Answers answers) {
    JsonNode call = judged.call();
    JsonNode id = idOf(call);
    if (judged.invalid().isPresent()) {
      answers.add(error(id, judged.invalid().get()));
    } else if (judged.isNotification()) {
      invoke(call, client, Reply.NONE);
    } else {
      enter(id, client)
          .ifPresentOrElse(
              refused -> answers.add(error(id, refused)),
              () -> invoke(call, client, new CallReply(id, client, answers)));
    }
  }

  private Optional<RpcError> enter(JsonNode id, Client client) {
    return switch (client.enter(id, limits.inFlight())) {
      case ENTERED -> Optional.empty();
      case TWICE ->
          Optional.of(
              RpcError.invalidRequest(
                  "The id " + Shown.text(id.asString()) + " is in flight already"));
      case TOO_MANY ->
          Optional.of(
              RpcError.invalidRequest(
                  "At most "
                      + limits.inFlight()
                      + " calls of a connection may await their answer"));
    };
  }

  private void invoke(JsonNode call, Client client, Reply reply) {
    Method method = methods.get(call.get("method").stringValue());
    if (method == null) {
      reply.error(RpcError.methodNotFound(call.get("method").stringValue()));
      return;
    }
    try {
      Params params =
          new Params(
              method.name(),
              method.params(),
              Optional.ofNullable(call.get("params")).filter(given -> !given.isNull()));
      method.handler().call(params, client, reply);
    } catch (InvalidParams e) {
      reply.error(e.error());
    } catch (RuntimeException e) {
      faults.report("calling " + method.name(), e);
      reply.error(RpcError.internal());
    }
  }

  private static Optional<RpcError> judge(JsonNode call) {
    if (!call.isObject()) {
      return Optional.of(RpcError.invalidRequest("A call must be an object"));
    }
    JsonNode version = call.path("jsonrpc");
    if (!version.isString() || !version.stringValue().equals("2.0")) {
      return Optional.of(RpcError.invalidRequest("A call must have \"jsonrpc\": \"2.0\""));
    }
    if (!call.path("method").isString()) {
      return Optional.of(RpcError.invalidRequest("A call must have a \"method\", a string"));
    }
    JsonNode id = call.path("id");
    if (!id.isMissingNode() && !isId(id)) {
      return Optional.of(
          RpcError.invalidRequest(
              "An \"id\" must be a number, or a string of at most " + MAX_ID + " characters"));
    }
    JsonNode params = call.path("params");
    return params.isMissingNode() || params.isNull() || params.isContainer()
        ? Optional.empty()
        : Optional.of(RpcError.invalidRequest("\"params\" must be an object or an array"));
  }

  private static JsonNode idOf(JsonNode call) {
    JsonNode id = call.path("id");
    return isId(id) ? id : JsonNodeFactory.instance.nullNode();
  }

  private static boolean isId(JsonNode id) {
    return id.isNumber() || id.isNull() || (id.isString() && id.stringValue().length() <= MAX_ID);
  }

  private void send(Client client, JsonNode answer) {
    client.outbox().send(json.encode(answer));
  }

  static JsonNode error(JsonNode id, RpcError error) {
    return envelope(id, "error", error.toJson());
  }

  private static ObjectNode envelope(JsonNode id, String kind, JsonNode content) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("jsonrpc", "2.0");
    answer.set("id", id);
    answer.set(kind, content);
    return answer;
  }

  /**
   * What may be a call.
   *
   * @param invalid why it is none
   */
  private record Judged(JsonNode call, Optional<RpcError> invalid) {
    static Judged of(JsonNode call) {
      return new Judged(call, judge(call));
    }

    /** A call without an id is a notification; what is no call at all is answered. */
    boolean isNotification() {
      return invalid.isEmpty() && !call.has("id");
    }
  }

  /** Takes answers as they are ready. */
  interface Answers {
    void add(JsonNode answer);
  }

  /** No record: two calls are never the same. */
  private static final class CallReply implements Reply {
    private final JsonNode id;
    private final Client client;
    private final Answers answers;

    CallReply(JsonNode id, Client client, Answers answers) {
      this.id = id;
      this.client = client;
      this.answers = answers;
    }

    @Override
    public void result(JsonNode result) {
      give(envelope(id, "result", result));
    }

    @Override
    public void error(RpcError error) {
      give(Dispatcher.error(id, error));
    }

    @Override
    public void onCancelRequest(Runnable cancel) {
      client.onCancelRequest(id, cancel);
    }

    private void give(JsonNode answer) {
      client.leave(id);
      answers.add(answer);
    }
  }
}
