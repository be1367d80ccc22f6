package dev.leash.simulation.schedule;

import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that a story is drawn from: it is the same each time. Written as {@code seed}, {@code
 * seed/schedule} or {@code seed/schedule:0.3.4}.
 *
 * @param seed of what happens
 * @param schedule of the order in which threads go on
 * @param kept the actions that are not left out; all where empty
 */
public record StoryId(long seed, int schedule, Optional<NavigableSet<Integer>> kept) {
  private static final Pattern FORMAT =
      Pattern.compile(
          "(?<seed>\\d{1,19})(?:/(?<schedule>\\d{1,9}))?(?::(?<kept>\\d+(?:\\.\\d+)*))?");

  public StoryId {
    kept = kept.map(TreeSet::new);
  }

  public static StoryId of(long seed) {
    return new StoryId(seed, 0, Optional.empty());
  }

  public static StoryId parse(String text) {
    Matcher matcher = FORMAT.matcher(text);
    if (!matcher.matches()) {
      throw misnamed(text);
    }
    try {
      return read(matcher);
    } catch (NumberFormatException e) {
      throw misnamed(text);
    }
  }

  private static IllegalArgumentException misnamed(String text) {
    return new IllegalArgumentException(
        "a story is named as 4711, 4711/3 or 4711/3:0.2.5, but this one: " + text);
  }

  private static StoryId read(Matcher matcher) {
    String schedule = matcher.group("schedule");
    return new StoryId(
        Long.parseLong(matcher.group("seed")),
        schedule == null ? 0 : Integer.parseInt(schedule),
        Optional.ofNullable(matcher.group("kept")).map(StoryId::numbers));
  }

  private static NavigableSet<Integer> numbers(String kept) {
    return Arrays.stream(kept.split("\\."))
        .map(Integer::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether it names an action that a story of so many does not have. */
  public boolean isBeyond(int actions) {
    return kept.map(all -> all.last() >= actions).orElse(false);
  }

  public boolean keeps(int action) {
    return kept.map(all -> all.contains(action)).orElse(true);
  }

  public StoryId keeping(NavigableSet<Integer> actions) {
    return new StoryId(seed, schedule, Optional.of(actions));
  }

  public StoryId scheduled(int other) {
    return new StoryId(seed, other, kept);
  }

  @Override
  public String toString() {
    String all = schedule == 0 && kept.isEmpty() ? "" + seed : seed + "/" + schedule;
    return all
        + kept.map(actions ->
                actions.stream().map(String::valueOf).collect(Collectors.joining(".", ":", "")))
            .orElse("");
  }
}
