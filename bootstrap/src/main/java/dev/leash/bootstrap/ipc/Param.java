package dev.leash.bootstrap.ipc;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One param of a method.
 *
 * @param meaning what it is for; a part of a sentence
 * @param secret whether a value given must not be repeated in a message
 */
record Param(String name, Schema schema, boolean required, String meaning, boolean secret) {
  static Param required(String name, Schema schema, String meaning) {
    return new Param(name, schema, true, meaning, false);
  }

  static Param optional(String name, Schema schema, String meaning) {
    return new Param(name, schema, false, meaning, false);
  }

  /** The same, whose values may hold a secret. */
  Param withSecrets() {
    return new Param(name, schema, required, meaning, true);
  }

  /** Refuses a value in one sentence: the param, what was given, why not, what it takes. */
  RpcError refuse(JsonNode given, Optional<String> why) {
    String takes = schema.takes();
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
      return mayHoldSecrets(given.stringValue()) ? "a string" : Shown.text(given.stringValue());
    }
    if (given.isContainer()) {
      String kind = given.isObject() ? "an object" : "an array of " + given.size();
      return kind + schema.misfit(given).map(part -> " in which " + shown(part)).orElse("");
    }
    return Shown.text(given.toString()).replace("'", "");
  }

  private String shown(Schema.Part part) {
    return part.name() + " is " + shown(part.value());
  }

  /** User info, a query and a fragment are where a URL has its secrets; what is none may be one. */
  private boolean mayHoldSecrets(String given) {
    return secret && !(schema instanceof Schema.Text && given.matches("[^@?#]*"));
  }
}
