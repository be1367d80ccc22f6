package dev.leash.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.simulation.schedule.Simulator;
import dev.leash.simulation.schedule.StoryId;
import dev.leash.simulation.schedule.Verdict;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application in a world that a seed makes. */
class SimulatorTest {
  /** Within so many stories each mistake is found. */
  private static final int STORIES_OF_A_MUTANT = 1_000;

  private static final int STORIES = 5_000;
  private static final int STORIES_TOLD_TWICE = 200;

  @Test
  void everyPromiseHoldsInEveryStory() {
    Simulator simulator = Simulators.ofTheSources();

    Optional<StoryId> broken =
        Simulators.firstBroken(simulator, LongStream.rangeClosed(1, STORIES));

    assertThat(broken.map(story -> Simulators.explained(simulator, story)).orElse("")).isEmpty();
  }

  /** It was said that its list had to make room, when all of it had, between two looks. */
  @Test
  void aDownloadIsUnknownWhenItIsForgottenWhileItsFilesAreAskedFor() {
    StoryId story = StoryId.parse("59258/10:7.10.11.14.15");

    assertThat(Simulators.ofTheSources().play(story, true).broken()).isEmpty();
  }

  /** Makes a mistake, and looks whether what is told of it can be used. */
  @Test
  void aStoryThatBreaksAPromiseIsShrunkAndPlaysTheSameAgain() {
    Mutation mutation = Mutations.ofTheFence().getFirst();
    Simulator simulator = Simulators.of(mutation);
    StoryId story =
        Simulators.firstBroken(simulator, LongStream.rangeClosed(1, STORIES_OF_A_MUTANT))
            .orElseThrow();
    Verdict whole = simulator.play(story, true);
    String promise = whole.broken().orElseThrow().promise();

    StoryId shrunk = new Shrinking(simulator, promise).shrink(story, whole.actions());

    StoryId named = StoryId.parse(shrunk.toString());
    Verdict again = Simulators.of(mutation).play(named, true);
    assertThat(again.broken().orElseThrow().promise()).isEqualTo(promise);
    assertThat(again).isEqualTo(simulator.play(shrunk, true));
    assertThat(shrunk.kept().orElseThrow()).hasSizeLessThan(whole.actions() / 2);
  }

  @Test
  void aStoryIsTheSameEachTime() {
    Simulator first = Simulators.ofTheSources();
    Simulator second = Simulators.ofTheSources();

    for (long seed = 1; seed <= STORIES_TOLD_TWICE; seed++) {
      StoryId story = StoryId.of(seed);

      assertThat(Simulators.told(first, story))
          .isEqualTo(Simulators.told(first, story))
          .isEqualTo(Simulators.told(second, story));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.leash.simulation.Mutations#ofTheFence")
  void aMistakeInTheFenceIsFound(Mutation mutation) {
    assertFound(mutation);
  }

  @ParameterizedTest
  @MethodSource("dev.leash.simulation.Mutations#aroundTheFence")
  void aMistakeAroundTheFenceIsFound(Mutation mutation) {
    assertFound(mutation);
  }

  private static void assertFound(Mutation mutation) {
    Simulator simulator = Simulators.of(mutation);

    for (Promise promise : mutation.breaks()) {
      Optional<StoryId> found =
          Simulators.firstBroken(
              simulator, EnumSet.of(promise), LongStream.rangeClosed(1, STORIES_OF_A_MUTANT));
      System.out.printf(
          "%s: %s is broken by story %s%n",
          mutation, promise, found.map(StoryId::toString).orElse("none"));
      assertThat(found)
          .as("a story of a daemon that %s, against %s", mutation, promise)
          .isPresent();
    }
  }
}
