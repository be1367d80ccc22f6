package dev.leash.bootstrap.cli;

import dev.leash.bootstrap.Bound;
import dev.leash.bootstrap.lock.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings that a file has: one JSON object. What is wrong with it is said in one line. */
final class ConfigFile {
  /** Some hundred times what all settings take: a wrong file is not read to its end. */
  private static final int MAX_BYTES = 1 << 20;

  /** No more of what was given than a line can bear. */
  private static final int SHOWN = 60;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final JsonNode settings;

  private ConfigFile(Path file, JsonNode settings) {
    this.file = file;
    this.settings = settings;
  }

  /** Where no file is named. */
  static ConfigFile none() {
    return new ConfigFile(Path.of(""), JSON.createObjectNode());
  }

  /**
   * @param options the names that it may have beside the bounds'
   * @throws StartFailure when it cannot be read, is no JSON object, or has a name that is unknown
   */
  static ConfigFile read(Path file, List<String> options) throws StartFailure {
    JsonNode settings = parse(file, content(file));
    if (!settings.isObject()) {
      throw new StartFailure(file + " must be one JSON object, not " + shown(settings));
    }
    TreeSet<String> known = new TreeSet<>(options);
    Stream.of(Bound.values()).map(Bound::label).forEach(known::add);
    for (String key : settings.propertyNames()) {
      if (!known.contains(key)) {
        String hint =
            Nearest.to(key, known).map(name -> "; did you mean '" + name + "'?").orElse("");
        throw new StartFailure("Unknown key '" + cut(key) + "' in " + file + hint);
      }
    }
    return new ConfigFile(file, settings);
  }

  /**
   * @param parse empty when a text is nothing that the key takes
   */
  <T> Optional<T> choice(String key, String takes, Function<String, Optional<T>> parse)
      throws StartFailure {
    JsonNode value = settings.path(key);
    Optional<T> chosen =
        Optional.of(value).filter(JsonNode::isString).map(JsonNode::asString).flatMap(parse);
    if (!value.isMissingNode() && chosen.isEmpty()) {
      throw wrong(key, takes, value);
    }
    return chosen;
  }

  /** A path; one that is not absolute begins at the file's own folder. */
  Optional<Path> path(String key) throws StartFailure {
    return choice(key, "a path", this::resolve);
  }

  /** One path, or a list of them. */
  List<Path> paths(String key) throws StartFailure {
    String takes = "a list of paths";
    List<String> given = texts(key, takes);
    List<Path> paths = given.stream().flatMap(path -> resolve(path).stream()).toList();
    if (paths.size() < given.size() || (paths.isEmpty() && settings.has(key))) {
      throw wrong(key, takes, settings.path(key));
    }
    return paths;
  }

  /**
   * One text, or a list of them.
   *
   * @param takes for a person
   */
  List<String> texts(String key, String takes) throws StartFailure {
    JsonNode value = settings.path(key);
    if (value.isMissingNode()) {
      return List.of();
    }
    List<JsonNode> given = value.isArray() ? value.valueStream().toList() : List.of(value);
    if (!given.stream().allMatch(JsonNode::isString)) {
      throw wrong(key, takes, value);
    }
    return given.stream().map(JsonNode::asString).toList();
  }

  Optional<Integer> count(String key) throws StartFailure {
    JsonNode value = settings.path(key);
    boolean whole = value.isIntegralNumber() && value.canConvertToInt();
    if (!value.isMissingNode() && !whole) {
      throw wrong(key, "a number", value);
    }
    return whole ? Optional.of(value.intValue()) : Optional.empty();
  }

  Optional<Boolean> flag(String key) throws StartFailure {
    JsonNode value = settings.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return Optional.of(value).filter(JsonNode::isBoolean).map(JsonNode::asBoolean);
  }

  Map<Bound, Long> bounds() throws StartFailure {
    Map<Bound, Long> bounds = new EnumMap<>(Bound.class);
    for (Bound bound : Bound.values()) {
      JsonNode value = settings.path(bound.label());
      if (!value.isMissingNode()) {
        bounds.put(bound, amount(bound, value));
      }
    }
    return bounds;
  }

  private long amount(Bound bound, JsonNode value) throws StartFailure {
    OptionalLong amount =
        value.isString()
            ? bound.unit().parse(value.asString())
            : value.isIntegralNumber() && value.canConvertToLong()
                ? bound.unit().of(value.asLong())
                : OptionalLong.empty();
    if (amount.isEmpty() || !bound.takes(amount.getAsLong())) {
      throw wrong(bound.label(), bound.range(), value);
    }
    return amount.getAsLong();
  }

  private StartFailure wrong(String key, String takes, JsonNode given) {
    return new StartFailure(
        "'" + key + "' in " + file + " takes " + takes + ", not " + shown(given));
  }

  /** Empty where the platform has no such path. */
  private Optional<Path> resolve(String path) {
    try {
      return Optional.of(path)
          .filter(text -> !text.isEmpty())
          .map(file.toAbsolutePath()::resolveSibling);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static byte[] content(Path file) throws StartFailure {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new StartFailure(file + " is longer than the settings can be");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new StartFailure("There is no file " + file);
    } catch (IOException e) {
      throw StartFailure.because(file + " cannot be read", e);
    }
  }

  private static JsonNode parse(Path file, byte[] content) throws StartFailure {
    try {
      return JSON.readTree(content);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      String why = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      throw new StartFailure(file + where + ": this is no JSON: " + why);
    }
  }

  private static String shown(JsonNode given) {
    return given.isMissingNode() ? "nothing" : cut(given.toString());
  }

  private static String cut(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
  }
}
