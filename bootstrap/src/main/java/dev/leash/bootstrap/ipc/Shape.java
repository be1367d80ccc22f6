package dev.leash.bootstrap.ipc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object of the protocol: its fields are written by the same definition that describes them.
 *
 * @param <T> what is written so
 */
record Shape<T>(String name, String meaning, List<Field<T>> fields) {
  Shape {
    fields = List.copyOf(fields);
  }

  /**
   * One field.
   *
   * @param always whether it is always there
   * @param value what it has, of the kind that {@code schema} says
   */
  record Field<T>(
      String name,
      String meaning,
      Schema schema,
      boolean always,
      Function<T, Optional<JsonNode>> value) {}

  ObjectNode write(T value) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Field<T> field : fields) {
      field.value().apply(value).ifPresent(content -> json.set(field.name(), content));
    }
    return json;
  }

  /** As JSON Schema. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", "object");
    json.put("description", meaning);
    ObjectNode properties = json.putObject("properties");
    ArrayNode required = json.putArray("required");
    for (Field<T> field : fields) {
      // Beside a $ref draft 7 reads nothing else.
      properties
          .putObject(field.name())
          .put("description", field.meaning())
          .putArray("allOf")
          .add(field.schema().toJson());
      if (field.always()) {
        required.add(field.name());
      }
    }
    json.put("additionalProperties", false);
    return json;
  }

  /**
   * @param name as the document has it
   */
  static <T> Builder<T> named(String name, String meaning) {
    return new Builder<>(name, meaning);
  }

  /** Collects the fields in their order. */
  static final class Builder<T> {
    private final String name;
    private final String meaning;
    private final List<Field<T>> fields = new ArrayList<>();

    private Builder(String name, String meaning) {
      this.name = name;
      this.meaning = meaning;
    }

    Builder<T> text(String field, String means, Function<T, String> value) {
      return text(field, means, Schema.text(means), value);
    }

    /** A string of a certain kind. */
    Builder<T> text(String field, String means, Schema schema, Function<T, String> value) {
      return add(field, means, schema, given -> json().stringNode(value.apply(given)));
    }

    Builder<T> textOrNull(String field, String means, Function<T, Optional<String>> value) {
      return add(
          field,
          means,
          Schema.nullable(Schema.text(means)),
          given ->
              value.apply(given).<JsonNode>map(json()::stringNode).orElseGet(json()::nullNode));
    }

    Builder<T> count(String field, String means, ToLongFunction<T> value) {
      return add(
          field, means, Schema.whole(means), given -> json().numberNode(value.applyAsLong(given)));
    }

    Builder<T> countOrNull(String field, String means, Function<T, OptionalLong> value) {
      return add(
          field, means, Schema.nullable(Schema.whole(means)), given -> orNull(value.apply(given)));
    }

    Builder<T> flag(String field, String means, Predicate<T> value) {
      return add(field, means, Schema.flag(), given -> json().booleanNode(value.test(given)));
    }

    Builder<T> texts(String field, String means, Function<T, Collection<String>> value) {
      return add(
          field,
          means,
          Schema.list(means, Schema.text(means), Integer.MAX_VALUE),
          given -> {
            ArrayNode all = json().arrayNode();
            value.apply(given).forEach(all::add);
            return all;
          });
    }

    /** Whatever the schema says. */
    Builder<T> add(String field, String means, Schema schema, Function<T, JsonNode> value) {
      fields.add(new Field<>(field, means, schema, true, given -> Optional.of(value.apply(given))));
      return this;
    }

    /** A field that is left out where there is nothing to say. */
    Builder<T> optional(
        String field, String means, Schema schema, Function<T, Optional<JsonNode>> value) {
      fields.add(new Field<>(field, means, schema, false, value));
      return this;
    }

    /** All that another shape has. */
    Builder<T> all(Shape<T> other) {
      fields.addAll(other.fields());
      return this;
    }

    Shape<T> build() {
      return new Shape<>(name, meaning, fields);
    }

    private static JsonNode orNull(OptionalLong value) {
      return value.isPresent() ? json().numberNode(value.getAsLong()) : json().nullNode();
    }

    private static JsonNodeFactory json() {
      return JsonNodeFactory.instance;
    }
  }
}
