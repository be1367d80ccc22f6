package dev.leash.bootstrap.ipc;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The params of one call, checked against what the method takes. A null is an absent one, but for
 * whoever asks.
 */
final class Params {
  private final Map<String, Param> known = new LinkedHashMap<>();
  private final Map<String, JsonNode> given = new LinkedHashMap<>();
  private final Set<String> nulls = new HashSet<>();

  /**
   * @param json an object, an array in the order of {@code params}, or null where there is none
   * @throws InvalidParams when they do not fit
   */
  Params(String method, List<Param> params, Optional<JsonNode> json) {
    params.forEach(param -> known.put(param.name(), param));
    json.ifPresent(node -> read(method, params, node));
    for (Param param : params) {
      if (param.required() && !given.containsKey(param.name())) {
        throw new InvalidParams(
            RpcError.invalidParams(
                "param '"
                    + param.name()
                    + "' of "
                    + method
                    + " is missing; it takes "
                    + param.schema().takes()));
      }
    }
  }

  Optional<String> string(String name) {
    return value(name).map(JsonNode::stringValue);
  }

  /**
   * A string made into a value, whose constructor says with an {@link IllegalArgumentException}
   * what is wrong.
   */
  <T> Optional<T> parsed(String name, Function<String, T> parse) {
    return value(name).map(node -> convert(name, node, given -> parse.apply(given.stringValue())));
  }

  <T> T requiredParsed(String name, Function<String, T> parse) {
    return parsed(name, parse).orElseThrow();
  }

  OptionalLong integer(String name) {
    return value(name).map(node -> OptionalLong.of(node.longValue())).orElse(OptionalLong.empty());
  }

  boolean flag(String name, boolean absent) {
    return value(name).map(JsonNode::booleanValue).orElse(absent);
  }

  /** Whether it was given, and was null. */
  boolean isNull(String name) {
    return nulls.contains(name);
  }

  Optional<JsonNode> value(String name) {
    return Optional.ofNullable(given.get(name));
  }

  <T> T convert(String name, JsonNode node, Function<JsonNode, T> conversion) {
    try {
      return conversion.apply(node);
    } catch (IllegalArgumentException e) {
      // What a value's own constructor says of it repeats nothing that may be a secret.
      throw refused(name, Optional.ofNullable(e.getMessage()));
    }
  }

  private InvalidParams refused(String name, Optional<String> why) {
    Param param = known.get(name);
    JsonNode value = given.get(name);
    if (param == null || value == null) {
      throw new IllegalStateException("no such param: " + name);
    }
    return new InvalidParams(param.refuse(value, why));
  }

  private void read(String method, List<Param> params, JsonNode json) {
    if (json.isArray()) {
      if (json.size() > params.size()) {
        throw new InvalidParams(
            RpcError.invalidParams(
                method + " takes " + params.size() + " params at the most, not " + json.size()));
      }
      for (int i = 0; i < json.size(); i++) {
        put(params.get(i), json.get(i));
      }
      return;
    }
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      Param param = known.get(property.getKey());
      if (param == null) {
        throw new InvalidParams(unknown(method, property.getKey()));
      }
      put(param, property.getValue());
    }
  }

  private RpcError unknown(String method, String name) {
    String takes = known.isEmpty() ? "no params" : String.join(", ", known.keySet());
    return RpcError.invalidParams(
        "param " + Shown.text(name) + " is not one of " + method + ", which takes " + takes);
  }

  private void put(Param param, JsonNode value) {
    if (value.isNull()) {
      nulls.add(param.name());
      return;
    }
    if (!param.schema().fits(value)) {
      throw new InvalidParams(param.refuse(value, Optional.empty()));
    }
    given.put(param.name(), value);
  }
}
