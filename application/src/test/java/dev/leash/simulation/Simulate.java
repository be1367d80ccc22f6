package dev.leash.simulation;

import dev.leash.simulation.schedule.Simulator;
import dev.leash.simulation.schedule.StoryId;
import dev.leash.simulation.schedule.Verdict;
import java.time.Duration;

/**
 * Plays stories from the command line: {@code seeds COUNT FROM}, or {@code story ID}, which is told
 * line by line.
 */
public final class Simulate {
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private Simulate() {}

  public static void main(String[] args) {
    Simulator simulator = Simulators.ofTheSources();
    boolean held =
        switch (args[0]) {
          case "seeds" -> seeds(simulator, Long.parseLong(args[1]), Long.parseLong(args[2]));
          case "story" -> story(simulator, args[1]);
          default -> throw new IllegalArgumentException(args[0]);
        };
    System.exit(held ? 0 : 1);
  }

  private static boolean seeds(Simulator simulator, long count, long from) {
    System.out.printf("simulate: %,d stories, from seed %d%n", count, from);
    long begun = System.nanoTime();
    long reported = begun;
    for (long played = 0; played < count; played++) {
      StoryId story = StoryId.of(from + played);
      if (simulator.play(story, false).broken().isPresent()) {
        System.out.println(Simulators.explained(simulator, story));
        return false;
      }
      if (System.nanoTime() - reported > BETWEEN_REPORTS.toNanos()) {
        reported = System.nanoTime();
        System.out.printf("simulate, %s: %,d of %,d%n", since(begun), played + 1, count);
      }
    }
    System.out.printf("simulate, %s: every promise held in %,d stories%n", since(begun), count);
    return true;
  }

  private static String since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s";
  }

  private static boolean story(Simulator simulator, String id) {
    StoryId story;
    try {
      story = StoryId.parse(id);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return false;
    }
    Verdict verdict = simulator.play(story, true);
    if (story.isBeyond(verdict.actions())) {
      System.err.printf("story %d has %d actions, from 0 on%n", story.seed(), verdict.actions());
      System.exit(2);
    }
    System.out.println(Simulators.told(story, verdict));
    return verdict.broken().isEmpty();
  }
}
