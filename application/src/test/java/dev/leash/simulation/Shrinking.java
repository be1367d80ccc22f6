package dev.leash.simulation;

import dev.leash.simulation.schedule.Simulator;
import dev.leash.simulation.schedule.StoryId;
import dev.leash.simulation.schedule.Verdict;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Leaves out of a story what its breach does not need. */
final class Shrinking {
  /** Without an action, threads go on in another order: the breach may need one of these. */
  private static final int SCHEDULES = 30;

  private final Simulator simulator;
  private final String promise;

  /**
   * @param promise the one that stays broken
   */
  Shrinking(Simulator simulator, String promise) {
    this.simulator = simulator;
    this.promise = promise;
  }

  /** A story that breaks the same promise, and none of whose actions can be left out alone. */
  StoryId shrink(StoryId story, int actions) {
    StoryId smallest = story.keeping(all(story, actions));
    boolean shrunk = true;
    for (int chunk = actions / 2; chunk > 0 || shrunk; chunk /= 2) {
      Optional<StoryId> smaller = without(smallest, Math.max(1, chunk));
      shrunk = smaller.isPresent();
      smallest = smaller.orElse(smallest);
    }
    return smallest;
  }

  private static NavigableSet<Integer> all(StoryId story, int actions) {
    NavigableSet<Integer> all = new TreeSet<>();
    IntStream.range(0, actions).filter(story::keeps).forEach(all::add);
    return all;
  }

  /** Tries to leave out so many in a row, wherever they begin; empty when none can go. */
  private Optional<StoryId> without(StoryId story, int chunk) {
    StoryId smallest = story;
    boolean any = false;
    int from = 0;
    while (from < kept(smallest).size()) {
      Optional<StoryId> smaller = broken(smallest.keeping(less(kept(smallest), from, chunk)));
      any |= smaller.isPresent();
      from += smaller.isPresent() ? 0 : chunk;
      smallest = smaller.orElse(smallest);
    }
    return any ? Optional.of(smallest) : Optional.empty();
  }

  private static NavigableSet<Integer> kept(StoryId story) {
    return story.kept().orElseThrow();
  }

  private static NavigableSet<Integer> less(NavigableSet<Integer> actions, int from, int count) {
    NavigableSet<Integer> less = new TreeSet<>();
    int at = 0;
    for (int action : actions) {
      if (at < from || at >= from + count) {
        less.add(action);
      }
      at++;
    }
    return less;
  }

  private Optional<StoryId> broken(StoryId story) {
    return IntStream.range(0, SCHEDULES)
        .mapToObj(schedule -> story.scheduled(schedule))
        .filter(this::isBroken)
        .findFirst();
  }

  private boolean isBroken(StoryId story) {
    return simulator
        .play(story, false)
        .broken()
        .map(Verdict.Broken::promise)
        .filter(promise::equals)
        .isPresent();
  }
}
