package dev.leash.bootstrap.ipc;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error object of JSON-RPC 2.0 (section 5.1).
 *
 * @param message a sentence for a person
 * @param data has the reason that programs test
 */
record RpcError(int code, String message, ObjectNode data) {
  private static final Shape<ObjectNode> DATA =
      Shape.<ObjectNode>named("ErrorData", "What programs test.")
          .add("reason", "why", Schema.oneOf(Reason.names()), data -> data.get("reason"))
          .add(
              "retryable",
              "whether the same call may succeed later",
              Schema.flag(),
              data -> data.get("retryable"))
          .optional(
              "detail",
              "what depends on the reason",
              Schema.anyObject(),
              data -> data.optional("detail"))
          .optional(
              "currentSessionId",
              "the scope's session from then on, 0 where none follows; where a session's end is the"
                  + " cause",
              Schema.whole("the id of a session"),
              data -> data.optional("currentSessionId"))
          .optional(
              "downloadId",
              "the download that it is about",
              DownloadMethods.ID,
              data -> data.optional("downloadId"))
          .optional(
              "sessionId",
              "the session that it is about",
              Schema.whole("the id of a session"),
              data -> data.optional("sessionId"))
          .build();

  static final Shape<RpcError> SHAPE =
      Shape.<RpcError>named("Error", "Why a call failed, or was cancelled.")
          .add(
              "code",
              "the number of the table of errors",
              Schema.whole("a code", Integer.MIN_VALUE, -1),
              error -> JsonNodeFactory.instance.numberNode(error.code()))
          .text("message", "a sentence for a person", RpcError::message)
          .add("data", "what programs test", Schema.of(DATA), error -> DATA.write(error.data()))
          .build();

  static RpcError of(Reason reason, String message) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("reason", reason.name());
    data.put("retryable", reason.isRetryable());
    return new RpcError(reason.code(), message, data);
  }

  static RpcError parseError(String message) {
    return of(Reason.PARSE_ERROR, message);
  }

  static RpcError invalidRequest(String message) {
    return of(Reason.INVALID_REQUEST, message);
  }

  static RpcError methodNotFound(String method) {
    return of(Reason.METHOD_NOT_FOUND, "There is no method " + Shown.text(method));
  }

  static RpcError invalidParams(String message) {
    return of(Reason.INVALID_PARAMS, message);
  }

  static RpcError internal() {
    return of(Reason.INTERNAL, "Leash met a fault of its own; its log has the details");
  }

  /** Where the reason alone does not tell. */
  RpcError retryable(boolean retryable) {
    data.put("retryable", retryable);
    return this;
  }

  /** The error with one more field in {@code data.detail}. */
  RpcError detail(String name, String value) {
    detail().put(name, value);
    return this;
  }

  RpcError detail(String name, long value) {
    detail().put(name, value);
    return this;
  }

  private ObjectNode detail() {
    return data.withObjectProperty("detail");
  }

  ObjectNode toJson() {
    return SHAPE.write(this);
  }
}
