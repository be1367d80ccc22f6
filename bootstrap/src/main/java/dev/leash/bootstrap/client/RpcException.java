package dev.leash.bootstrap.client;

import tools.jackson.databind.JsonNode;

/** A call that was answered with an error. */
public final class RpcException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient JsonNode error;

  RpcException(JsonNode error) {
    super(error.path("message").asString());
    this.error = error;
  }

  /** The error object: code, message, data. */
  public JsonNode error() {
    return error;
  }

  /** The reason that programs test. */
  public String reason() {
    return error.path("data").path("reason").asString();
  }
}
