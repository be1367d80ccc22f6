package dev.leash.bootstrap.ipc;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One param of a method.
 *
 * @param takes what it takes, for the message that refuses another value
 * @param secret whether a value given must not be repeated in a message
 */
record Param(String name, ParamType type, boolean required, String takes, boolean secret) {
  static Param required(String name, ParamType type, String takes) {
    return new Param(name, type, true, takes, false);
  }

  static Param optional(String name, ParamType type, String takes) {
    return new Param(name, type, false, takes, false);
  }

  /** The same, whose values may hold a secret. */
  Param withSecrets() {
    return new Param(name, type, required, takes, true);
  }

  /** Refuses a value in one sentence: the param, what was given, why not, what it takes. */
  RpcError refuse(JsonNode given, Optional<String> why) {
    return RpcError.invalidParams(
        "param '"
            + name
            + "' was "
            + shown(given)
            + why.filter(reason -> !reason.contains(takes)).map(reason -> ": " + reason).orElse("")
            + "; it takes "
            + takes);
  }

  private String shown(JsonNode given) {
    if (given.isString()) {
      return secret ? "a string" : Shown.text(given.stringValue());
    }
    if (given.isContainer()) {
      return given.isObject() ? "an object" : "an array";
    }
    return Shown.text(given.toString()).replace("'", "");
  }
}
