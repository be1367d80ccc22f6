package dev.leash.domain.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an entry goes below the tree's root: components that are safe to resolve one below the
 * other. {@code .} and empty components say nothing about the place and are not among them.
 *
 * <p>It is comparable for the sake of hash maps: an attacker can choose 100,000 names of one hash
 * code, and only among keys that compare with each other does a {@link java.util.HashMap} search
 * such a bin as a tree.
 *
 * @param text the components with {@code /} between them, because 100,000 paths are kept; empty for
 *     the root itself
 */
public record EntryPath(String text) implements Comparable<EntryPath> {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
  private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]");

  /** What became of an entry's name. */
  public sealed interface Parsed {
    record Safe(EntryPath path) implements Parsed {}

    record Refused(ArchiveProblem problem) implements Parsed {}
  }

  public EntryPath {
    if (!text.isEmpty()) {
      for (String component : split(text)) {
        requirePlain(component);
      }
    }
  }

  /** Of these components; none for the root itself. */
  public static EntryPath of(List<String> components) {
    components.forEach(EntryPath::requirePlain);
    return new EntryPath(String.join("/", components));
  }

  private static void requirePlain(String component) {
    if (component.isEmpty()
        || component.equals(".")
        || component.equals("..")
        || component.indexOf('/') >= 0
        || component.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "components must be plain, but one was " + EntryNames.shown(component));
    }
  }

  /**
   * Judges an entry's name as the archive has it. Nothing is rewritten: a name that is unsafe on
   * any platform is refused as {@link ArchiveProblem.UnsafeEntry}, one that is too long as {@link
   * ArchiveProblem.LimitExceeded}.
   */
  public static Parsed parse(String name, NameRules rules, ArchiveLimits limits) {
    Optional<String> unsafe = unsafety(name);
    if (unsafe.isPresent()) {
      return refused(name, unsafe.get());
    }
    if (utf8Length(name) > limits.pathBytes()) {
      return new Parsed.Refused(new ArchiveProblem.LimitExceeded("pathBytes", limits.pathBytes()));
    }
    List<String> components = new ArrayList<>();
    for (String component : split(name)) {
      if (component.isEmpty() || component.equals(".")) {
        continue;
      }
      if (utf8Length(component) > limits.componentBytes()) {
        return new Parsed.Refused(
            new ArchiveProblem.LimitExceeded("componentBytes", limits.componentBytes()));
      }
      Optional<String> refusal = rules.refusal(component);
      if (refusal.isPresent()) {
        return refused(name, refusal.get());
      }
      components.add(component);
    }
    return components.size() > limits.depth()
        ? new Parsed.Refused(new ArchiveProblem.LimitExceeded("depth", limits.depth()))
        : new Parsed.Safe(of(components));
  }

  /** Its components, the outermost first. */
  public List<String> components() {
    return isRoot() ? List.of() : List.of(split(text));
  }

  public boolean isRoot() {
    return text.isEmpty();
  }

  /** The folder that this lies in; empty for the root. */
  public Optional<EntryPath> parent() {
    return isRoot()
        ? Optional.empty()
        : Optional.of(new EntryPath(text.substring(0, Math.max(0, text.lastIndexOf('/')))));
  }

  /**
   * Drops leading components, as tar does; empty when nothing is left. What is left must be
   * {@linkplain #parse judged} as a name of its own: a drive letter may have come to the front.
   */
  public Optional<EntryPath> strip(int count) {
    return count == 0
        ? Optional.of(this)
        : Optional.of(components())
            .filter(all -> all.size() > count)
            .map(all -> of(all.subList(count, all.size())));
  }

  @Override
  public int compareTo(EntryPath other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static String[] split(String text) {
    return text.split("/", -1);
  }

  /**
   * Any separator counts, whatever the platform: a name that is harmless here must not be a trap
   * elsewhere.
   */
  private static Optional<String> unsafety(String name) {
    if (name.isEmpty()) {
      return Optional.of("has no name");
    }
    if (name.startsWith("/")) {
      return Optional.of("has an absolute path");
    }
    String first = firstComponent(name);
    if (first.startsWith("\\")) {
      return Optional.of("has an absolute path");
    }
    if (DRIVE.matcher(first).matches()) {
      return Optional.of("has a drive letter");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("has a control character in its name");
    }
    if (name.codePoints().anyMatch(EntryPath::isHalfOfAPair)) {
      return Optional.of("has half a surrogate pair in its name");
    }
    for (String component : SEPARATORS.split(name, -1)) {
      if (component.equals("..")) {
        return Optional.of("has a '..' component");
      }
    }
    return Optional.empty();
  }

  /** A "./" before it hides nothing; whoever strips components judges what is left as a name. */
  private static String firstComponent(String name) {
    return Arrays.stream(split(name))
        .filter(component -> !component.isEmpty() && !component.equals("."))
        .findFirst()
        .orElse("");
  }

  /** Of a pair that is whole, {@code codePoints} makes one code point. */
  private static boolean isHalfOfAPair(int point) {
    return Character.getType(point) == Character.SURROGATE;
  }

  private static Parsed refused(String name, String why) {
    return new Parsed.Refused(new ArchiveProblem.UnsafeEntry(EntryNames.shown(name), why));
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
