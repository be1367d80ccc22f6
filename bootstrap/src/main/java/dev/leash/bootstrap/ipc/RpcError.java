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
  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL = -32603;

  static RpcError of(int code, String reason, String message) {
    return of(code, reason, message, false);
  }

  static RpcError of(int code, String reason, String message, boolean retryable) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("reason", reason);
    data.put("retryable", retryable);
    return new RpcError(code, message, data);
  }

  static RpcError parseError(String message) {
    return of(PARSE_ERROR, "PARSE_ERROR", message);
  }

  static RpcError invalidRequest(String message) {
    return of(INVALID_REQUEST, "INVALID_REQUEST", message);
  }

  static RpcError methodNotFound(String method) {
    return of(METHOD_NOT_FOUND, "METHOD_NOT_FOUND", "There is no method " + Shown.text(method));
  }

  static RpcError invalidParams(String message) {
    return of(INVALID_PARAMS, "INVALID_PARAMS", message);
  }

  static RpcError internal() {
    return of(INTERNAL, "INTERNAL", "Leash met a fault of its own; its log has the details");
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
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("code", code);
    error.put("message", message);
    error.set("data", data);
    return error;
  }
}
