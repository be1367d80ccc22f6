package dev.leash.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leash.simulation.Mutation.Edit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The mistakes that the simulator must find, as {@code fence.mutations} and {@code
 * around.mutations} have them: {@code = the mutant's name}, {@code ! each promise that it breaks,
 * with commas between them}, and for each edit {@code @ the file}, the lines that go, each after a
 * {@code -}, and the lines that come, each after a {@code +}.
 */
final class Mutations {
  private static final String NAME = "= ";
  private static final String PROMISES = "! ";
  private static final String FILE = "@ ";

  private Mutations() {}

  static List<Mutation> ofTheFence() {
    return read("fence.mutations");
  }

  static List<Mutation> aroundTheFence() {
    return read("around.mutations");
  }

  private static List<Mutation> read(String resource) {
    List<String> lines = lines(resource);
    List<Mutation> mutations = new ArrayList<>();
    for (List<String> mutation : parts(lines, NAME)) {
      List<Edit> edits = parts(mutation, FILE).stream().map(Mutations::edit).toList();
      String name = mutation.getFirst().substring(NAME.length());
      mutations.add(new Mutation(name, promises(mutation.get(1)), edits));
    }
    return mutations;
  }

  private static Set<Promise> promises(String line) {
    if (!line.startsWith(PROMISES)) {
      throw new AssertionError("which promises it breaks, does not say: " + line);
    }
    return Stream.of(line.substring(PROMISES.length()).split(", "))
        .map(name -> Promise.valueOf(name.replace(' ', '_').toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Edit edit(List<String> lines) {
    String file = lines.getFirst().substring(FILE.length());
    return new Edit(file, of(lines, "-"), of(lines, "+"));
  }

  private static String of(List<String> lines, String mark) {
    return lines.stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()) + "\n")
        .collect(Collectors.joining());
  }

  /** Those that begin with such a line, each to the next of its kind. */
  private static List<List<String>> parts(List<String> lines, String beginning) {
    Predicate<String> begins = line -> line.startsWith(beginning);
    List<List<String>> parts = new ArrayList<>();
    for (String line : lines.stream().dropWhile(begins.negate()).toList()) {
      if (begins.test(line)) {
        parts.add(new ArrayList<>());
      }
      parts.getLast().add(line);
    }
    return parts;
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Mutations.class.getResourceAsStream(resource);
        Stream<String> lines =
            new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8).lines()) {
      return lines.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
