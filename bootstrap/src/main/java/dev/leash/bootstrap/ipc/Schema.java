package dev.leash.bootstrap.ipc;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What JSON a value is. Params are judged by it, and the OpenRPC document has it as JSON Schema
 * (draft 7, which OpenRPC 1.3 uses), so that the two cannot differ.
 */
sealed interface Schema {
  /** Where a number has no bound of its own. */
  long UNBOUNDED = Long.MAX_VALUE;

  /** Whether a value is one. */
  boolean fits(JsonNode value);

  /** The first part of a value for which alone it does not fit. */
  default Optional<Part> misfit(JsonNode value) {
    return Optional.empty();
  }

  /**
   * A part of a value.
   *
   * @param name how it is found there, in words
   */
  record Part(String name, JsonNode value) {}

  /** What is taken, in words. */
  String takes();

  ObjectNode toJson();

  /** The shapes that it speaks of, and those that they speak of. */
  default Stream<Shape<?>> shapes() {
    return Stream.of();
  }

  static Schema text(String takes) {
    return new Text(takes, Optional.empty());
  }

  /** A string that a regular expression, as ECMA 262 and Java both read it, matches as a whole. */
  static Schema text(String takes, String pattern) {
    return new Text(takes, Optional.of(Pattern.compile(pattern)));
  }

  static Schema oneOf(List<String> values) {
    return new Choice(values);
  }

  static Schema whole(String takes, long min, long max) {
    return new Whole(takes, min, max);
  }

  /** A count or an id, which has no bound of its own. */
  static Schema whole(String takes) {
    return new Whole(takes, 0, UNBOUNDED);
  }

  static Schema flag() {
    return new Flag();
  }

  static Schema list(String takes, Schema items, int max) {
    return new Listed(takes, items, max);
  }

  /** What there is no more to say of than that it came to its end. */
  static Schema nothing() {
    return new Nothing();
  }

  static Schema anyObject() {
    return new AnyObject();
  }

  static Schema texts(String takes) {
    return new Texts(takes);
  }

  static Schema nullable(Schema other) {
    return new Nullable(other);
  }

  static Schema of(Shape<?> shape) {
    return new Shaped(shape);
  }

  /** A string. */
  record Text(String takes, Optional<Pattern> pattern) implements Schema {
    @Override
    public boolean fits(JsonNode value) {
      return value.isString()
          && pattern.map(form -> form.matcher(value.stringValue()).matches()).orElse(true);
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = typed("string");
      pattern.ifPresent(form -> json.put("pattern", "^" + form + "$"));
      return json;
    }
  }

  /** One of some strings. */
  record Choice(List<String> values) implements Schema {
    public Choice {
      values = List.copyOf(values);
    }

    @Override
    public boolean fits(JsonNode value) {
      return value.isString() && values.contains(value.stringValue());
    }

    @Override
    public String takes() {
      int last = values.size() - 1;
      return String.join(", ", values.subList(0, last)) + " or " + values.get(last);
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = typed("string");
      ArrayNode all = json.putArray("enum");
      values.forEach(all::add);
      return json;
    }
  }

  /** A number without a fraction. */
  record Whole(String takes, long min, long max) implements Schema {
    @Override
    public boolean fits(JsonNode value) {
      // 1.0 and 1e6 are whole numbers too, as in JSON Schema.
      return value.isNumber()
          && value.canConvertToLong()
          && value.canConvertToExactIntegral()
          && value.longValue() >= min
          && value.longValue() <= max;
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = typed("integer");
      json.put("minimum", min);
      if (max < UNBOUNDED) {
        json.put("maximum", max);
      }
      return json;
    }
  }

  /** True or false. */
  record Flag() implements Schema {
    @Override
    public boolean fits(JsonNode value) {
      return value.isBoolean();
    }

    @Override
    public String takes() {
      return "true or false";
    }

    @Override
    public ObjectNode toJson() {
      return typed("boolean");
    }
  }

  /** An array whose elements are alike. */
  record Listed(String takes, Schema items, int max) implements Schema {
    @Override
    public boolean fits(JsonNode value) {
      return value.isArray()
          && value.size() <= max
          && value.values().stream().allMatch(items::fits);
    }

    @Override
    public Optional<Part> misfit(JsonNode value) {
      return IntStream.range(0, value.isArray() ? value.size() : 0)
          .filter(index -> !items.fits(value.get(index)))
          .mapToObj(index -> new Part("element " + index, value.get(index)))
          .findFirst();
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = typed("array");
      json.set("items", items.toJson());
      if (max < Integer.MAX_VALUE) {
        json.put("maxItems", max);
      }
      return json;
    }

    @Override
    public Stream<Shape<?>> shapes() {
      return items.shapes();
    }
  }

  /** An object that there is no more to say of. */
  record AnyObject() implements Schema {
    @Override
    public boolean fits(JsonNode value) {
      return value.isObject();
    }

    @Override
    public String takes() {
      return "an object";
    }

    @Override
    public ObjectNode toJson() {
      return typed("object");
    }
  }

  /** An object whose values are strings. */
  record Texts(String takes) implements Schema {
    @Override
    public boolean fits(JsonNode value) {
      return value.isObject() && misfit(value).isEmpty();
    }

    @Override
    public Optional<Part> misfit(JsonNode value) {
      return value.properties().stream()
          .filter(property -> !property.getValue().isString())
          .map(property -> new Part(Shown.text(property.getKey()), property.getValue()))
          .findFirst();
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = typed("object");
      json.set("additionalProperties", typed("string"));
      return json;
    }
  }

  /** An id of a JSON-RPC call. */
  record CallId() implements Schema {
    @Override
    public boolean fits(JsonNode value) {
      return value.isString() || value.isNumber();
    }

    @Override
    public String takes() {
      return "the id of a call, a string or a number";
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.putArray("type").add("string").add("number");
      return json;
    }
  }

  /** Null alone. */
  record Nothing() implements Schema {
    @Override
    public boolean fits(JsonNode value) {
      return value.isNull();
    }

    @Override
    public String takes() {
      return "null";
    }

    @Override
    public ObjectNode toJson() {
      return typed("null");
    }
  }

  /** What may be null. */
  record Nullable(Schema other) implements Schema {
    @Override
    public boolean fits(JsonNode value) {
      return value.isNull() || other.fits(value);
    }

    @Override
    public String takes() {
      return other.takes() + ", or null";
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.putArray("anyOf").add(other.toJson()).add(typed("null"));
      return json;
    }

    @Override
    public Stream<Shape<?>> shapes() {
      return other.shapes();
    }
  }

  /** An object of a shape that the document describes once. */
  record Shaped(Shape<?> shape) implements Schema {
    @Override
    public boolean fits(JsonNode value) {
      return value.isObject();
    }

    @Override
    public String takes() {
      return "a " + shape.name();
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("$ref", "#/components/schemas/" + shape.name());
      return json;
    }

    @Override
    public Stream<Shape<?>> shapes() {
      return Stream.concat(
          Stream.of(shape), shape.fields().stream().flatMap(field -> field.schema().shapes()));
    }
  }

  private static ObjectNode typed(String type) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", type);
    return json;
  }
}
