package dev.leash.bootstrap.ipc;

import tools.jackson.databind.JsonNode;

/** What JSON a param is. */
enum ParamType {
  STRING,
  INTEGER,
  BOOLEAN,
  OBJECT,
  ARRAY;

  boolean fits(JsonNode value) {
    return switch (this) {
      case STRING -> value.isString();
      case INTEGER -> value.isIntegralNumber() && value.canConvertToLong();
      case BOOLEAN -> value.isBoolean();
      case OBJECT -> value.isObject();
      case ARRAY -> value.isArray();
    };
  }
}
