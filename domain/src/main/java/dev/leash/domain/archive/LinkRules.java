package dev.leash.domain.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where the symbolic links of one tree lead: never out of it, and in the end to something in it.
 * Targets are resolved component by component, through the links met on the way, as a kernel does.
 * Not safe for use by several threads.
 */
public final class LinkRules {
  /**
   * As Linux counts (path_resolution(7)): beyond it a link cannot be followed, and a circle never
   * ends.
   */
  static final int MAX_HOPS = 40;

  /** PATH_MAX of Linux, less the end mark: a longer target cannot be made. */
  static final int MAX_TARGET_BYTES = 4_095;

  /**
   * Twice as deep as a path may be, for the way up and down again: with {@link #MAX_HOPS} it bounds
   * what one link costs to judge, and {@link #MAX_STEPS} what all of them do.
   */
  static final int MAX_TARGET_COMPONENTS = 2 * ArchiveLimits.DEFAULT.depth();

  /**
   * How many components all links of a tree are resolved by, twice: enough for 100,000 links with
   * 50 components each, where a few are usual, and a matter of seconds.
   */
  static final int MAX_STEPS = 10_000_000;

  /** A step costs one more for each so many characters of the place that it leads on from. */
  private static final int STEP_CHARACTERS = 256;

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private final Map<EntryPath, String> links = new LinkedHashMap<>();
  private int steps;

  /**
   * Enters a link, judged against those entered before.
   *
   * @return why it is unsafe
   */
  public Optional<ArchiveProblem> enter(EntryPath link, String target) {
    Optional<ArchiveProblem> problem =
        unsafety(target)
            .map(why -> unsafe(link, why))
            .or(() -> walk(link, target, Optional.empty()));
    links.put(link, target);
    return problem;
  }

  /**
   * Judges every link over the whole tree.
   *
   * @param kinds what lies at a path of the tree
   * @return why the first bad one is unsafe
   */
  public Optional<ArchiveProblem> seal(Function<EntryPath, Optional<EntryLedger.Kind>> kinds) {
    for (Map.Entry<EntryPath, String> link : links.entrySet()) {
      Optional<ArchiveProblem> problem = walk(link.getKey(), link.getValue(), Optional.of(kinds));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /**
   * Any separator counts, whatever the platform: a target that is harmless here must not be a trap
   * elsewhere.
   */
  private static Optional<String> unsafety(String target) {
    if (target.isEmpty()) {
      return Optional.of("is a link without a target");
    }
    if (target.startsWith("/") || target.startsWith("\\") || DRIVE.matcher(target).matches()) {
      return Optional.of("is a link with an absolute target");
    }
    if (target.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("is a link with a control character in its target");
    }
    if (target.chars().filter(c -> c == '/').count() >= MAX_TARGET_COMPONENTS) {
      return Optional.of("is a link with a target that is too deep");
    }
    if (target.contains("\\") && Arrays.asList(target.split("[/\\\\]", -1)).contains("..")) {
      return Optional.of("is a link whose target has a '..' and a '\\'");
    }
    return target.getBytes(StandardCharsets.UTF_8).length > MAX_TARGET_BYTES
        ? Optional.of("is a link with a target that is too long")
        : Optional.empty();
  }

  private Optional<ArchiveProblem> walk(
      EntryPath link,
      String target,
      Optional<Function<EntryPath, Optional<EntryLedger.Kind>>> kinds) {
    StringBuilder place = new StringBuilder(link.parent().map(EntryPath::text).orElse(""));
    Deque<String> ahead = new ArrayDeque<>(List.of(target.split("/", -1)));
    // The link itself is the first that a kernel follows.
    int hops = 1;
    while (!ahead.isEmpty()) {
      String component = ahead.pop();
      steps += 1 + place.length() / STEP_CHARACTERS;
      if (steps > MAX_STEPS) {
        return Optional.of(new ArchiveProblem.LimitExceeded("linkSteps", MAX_STEPS));
      }
      if (component.isEmpty() || component.equals(".")) {
        continue;
      }
      if (component.equals("..")) {
        if (place.isEmpty()) {
          return Optional.of(unsafe(link, "is a link that leads out of the archive"));
        }
        goUp(place);
        continue;
      }
      goDown(place, component);
      if (place.length() > MAX_TARGET_BYTES) {
        return Optional.of(unsafe(link, "is a link to where no path can lead"));
      }
      EntryPath here = new EntryPath(place.toString());
      String next = here.equals(link) ? target : links.get(here);
      if (next != null) {
        if (++hops > MAX_HOPS) {
          return Optional.of(
              unsafe(link, "is a link that leads in a circle, or through too many others"));
        }
        goUp(place);
        steps += next.length() / STEP_CHARACTERS;
        pushAll(ahead, next);
      } else if (kinds.isPresent() && !leadsOn(kinds.get().apply(here), ahead.isEmpty())) {
        return Optional.of(unsafe(link, "is a link to what is not in the archive"));
      }
    }
    return Optional.empty();
  }

  private static void goUp(StringBuilder place) {
    place.setLength(Math.max(0, place.lastIndexOf("/")));
  }

  private static void goDown(StringBuilder place, String component) {
    if (!place.isEmpty()) {
      place.append('/');
    }
    place.append(component);
  }

  private static void pushAll(Deque<String> ahead, String target) {
    List<String> components = Arrays.asList(target.split("/", -1));
    Collections.reverse(components);
    components.forEach(ahead::push);
  }

  private static boolean leadsOn(Optional<EntryLedger.Kind> kind, boolean last) {
    // A link that is none of those entered is one under another spelling, on a disk that folds
    // case.
    return kind.isPresent()
        && (kind.get() == EntryLedger.Kind.FOLDER || (last && kind.get() == EntryLedger.Kind.FILE));
  }

  private static ArchiveProblem unsafe(EntryPath link, String why) {
    return new ArchiveProblem.UnsafeEntry(EntryNames.shown(link.toString()), why);
  }
}
