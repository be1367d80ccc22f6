package dev.leash.domain.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
   * what one link costs to judge.
   */
  static final int MAX_TARGET_COMPONENTS = 2 * ArchiveLimits.DEFAULT.depth();

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private final Map<EntryPath, String> links = new LinkedHashMap<>();

  /**
   * Enters a link, judged against those entered before.
   *
   * @return why it is unsafe
   */
  public Optional<ArchiveProblem> enter(EntryPath link, String target) {
    Optional<String> why = unsafety(target).or(() -> walk(link, target, Optional.empty()));
    links.put(link, target);
    return why.map(text -> unsafe(link, text));
  }

  /**
   * Judges every link over the whole tree.
   *
   * @param kinds what lies at a path of the tree
   * @return why the first bad one is unsafe
   */
  public Optional<ArchiveProblem> seal(Function<EntryPath, Optional<EntryLedger.Kind>> kinds) {
    for (Map.Entry<EntryPath, String> link : links.entrySet()) {
      Optional<String> why = walk(link.getKey(), link.getValue(), Optional.of(kinds));
      if (why.isPresent()) {
        return Optional.of(unsafe(link.getKey(), why.get()));
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

  private Optional<String> walk(
      EntryPath link,
      String target,
      Optional<Function<EntryPath, Optional<EntryLedger.Kind>>> kinds) {
    List<String> place =
        new ArrayList<>(link.components().subList(0, link.components().size() - 1));
    Deque<String> ahead = new ArrayDeque<>(List.of(target.split("/", -1)));
    // The link itself is the first that a kernel follows.
    int hops = 1;
    while (!ahead.isEmpty()) {
      String component = ahead.pop();
      if (component.isEmpty() || component.equals(".")) {
        continue;
      }
      if (component.equals("..")) {
        if (place.isEmpty()) {
          return Optional.of("is a link that leads out of the archive");
        }
        place.removeLast();
        continue;
      }
      place.add(component);
      EntryPath here = EntryPath.of(place);
      String next = here.equals(link) ? target : links.get(here);
      if (next != null) {
        if (++hops > MAX_HOPS) {
          return Optional.of("is a link that leads in a circle, or through too many others");
        }
        place.removeLast();
        pushAll(ahead, next);
      } else if (kinds.isPresent() && !leadsOn(kinds.get().apply(here), ahead.isEmpty())) {
        return Optional.of("is a link to what is not in the archive");
      }
    }
    return Optional.empty();
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
