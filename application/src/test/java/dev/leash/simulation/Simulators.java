package dev.leash.simulation;

import dev.leash.simulation.schedule.SimulationLoader;
import dev.leash.simulation.schedule.Simulator;
import dev.leash.simulation.schedule.StoryId;
import dev.leash.simulation.schedule.Verdict;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Simulators of our sources, as they are or changed. */
final class Simulators {
  private static final String WORLD = "dev.leash.simulation.Simulation";

  private Simulators() {}

  static Simulator ofTheSources() {
    return of(Map.of());
  }

  static Simulator of(Mutation mutation) {
    return of(mutation.compile());
  }

  private static Simulator of(Map<String, byte[]> changed) {
    return new SimulationLoader(Simulators.class.getClassLoader(), changed).simulator(WORLD);
  }

  /** The first story of these seeds that breaks a promise. */
  static Optional<StoryId> firstBroken(Simulator simulator, LongStream seeds) {
    return firstBroken(simulator, EnumSet.allOf(Promise.class), seeds);
  }

  /** The first story of these seeds that breaks one of those promises before any other. */
  static Optional<StoryId> firstBroken(
      Simulator simulator, Set<Promise> promises, LongStream seeds) {
    return seeds
        .mapToObj(StoryId::of)
        .filter(story -> breaks(simulator, story, promises))
        .findFirst();
  }

  private static boolean breaks(Simulator simulator, StoryId story, Set<Promise> promises) {
    return simulator
        .play(story, false)
        .broken()
        .filter(broken -> promises.contains(Promise.valueOf(broken.promise())))
        .isPresent();
  }

  /** What happens in a story, line by line. */
  static String told(Simulator simulator, StoryId story) {
    return told(story, simulator.play(story, true));
  }

  static String told(StoryId story, Verdict verdict) {
    return "Story %s:%n%s%n%s"
        .formatted(
            story,
            String.join(System.lineSeparator(), verdict.lines()),
            verdict
                .broken()
                .map(broken -> "It breaks a promise. " + broken)
                .orElse("Every promise holds."));
  }

  /** The same of a story that breaks a promise, and of the smallest that does so. */
  static String explained(Simulator simulator, StoryId story) {
    Verdict verdict = simulator.play(story, false);
    Verdict.Broken broken = verdict.broken().orElseThrow();
    StoryId shrunk = new Shrinking(simulator, broken.promise()).shrink(story, verdict.actions());
    return "Story %s breaks a promise. %s%nShrunk, it is story %s; play it again with%n%n"
            .formatted(story, broken, shrunk)
        + "    ./leash simulate --story %s%n%n%s".formatted(shrunk, told(simulator, shrunk));
  }
}
