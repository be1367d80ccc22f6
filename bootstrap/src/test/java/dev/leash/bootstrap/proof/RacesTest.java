package dev.leash.bootstrap.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leash.bootstrap.process.Base;
import dev.leash.bootstrap.proof.Ears.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ends of sessions race downloads, in every phase that a download has. */
@Tag("soak")
final class RacesTest {
  /** So many meet every phase. */
  private static final int LONG = 2000;

  private final Course course = Course.of("races", 500);
  private final Tally tally = new Tally();

  @Test
  void whateverRacesTheEndOfASessionIsWholeOrUntouchedWhenItsAnswerIsRead() throws Exception {
    assumeTrue(course.count() > 0);
    try (Arena arena = new Arena(course.random(-1))) {
      for (int number = 0; number < course.count(); number++) {
        race(number, arena);
        course.reached(number + 1);
      }
      arena.awaitNoStaging();
      assertThat(arena.shutDown()).noneMatch(line -> line.startsWith("[ERROR]"));
      arena.awaitNoStaging();
    } finally {
      tally.report().forEach(course::say);
    }

    assertThat(tally.isMet(true)).isTrue();
    assertThat(tally.isMet(false)).isTrue();
    if (course.count() >= LONG) {
      assertThat(tally.missing()).as("phases that were never met").isEmpty();
    }
  }

  private void race(int number, Arena arena) throws IOException, InterruptedException {
    Random random = course.random(number);
    Plan plan = Plan.of(number, arena.places(), random);
    Race race = new Race(number, plan, arena, random);
    try {
      Race.Seen seen = race.run();
      Judgement judgement = new Judgement(plan, seen);
      assertThat(judgement.problems()).isEmpty();
      List<Ended> ended = judgement.ended();
      awaitClosed(ended, seen, arena);
      clear(plan, arena);
      if (random.nextBoolean()) {
        arena.awaitNoStaging();
      }
      tally.add(plan, ended, answerTime(seen));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(failure(number, plan, race), e);
    }
  }

  private String failure(int number, Plan plan, Race race) {
    return course.at(number)
        + ": "
        + plan
        + race.heard().stream().map(one -> "\n  " + one).collect(Collectors.joining());
  }

  private static Duration answerTime(Race.Seen seen) {
    Message first =
        seen.messages().stream()
            .filter(one -> seen.fences().stream().anyMatch(one::answers))
            .findFirst()
            .orElseThrow();
    return Duration.ofNanos(first.nanos() - seen.sent());
  }

  private void awaitClosed(List<Ended> ended, Race.Seen seen, Arena arena) throws IOException {
    for (Ended one : ended) {
      Script script = seen.script(one.order());
      if (one.met().isInTransfer() && script.connection().isPresent()) {
        arena.await("a connection is left", script::isOver);
        tally.addLeft();
      }
    }
  }

  /** There is nothing but what races made; what they made anew goes. */
  private static void clear(Plan plan, Arena arena) throws IOException {
    Set<String> expected = new TreeSet<>();
    arena.places().forEach(place -> expected.add(place.top()));
    for (Order order : plan.orders()) {
      if (order.way() == Way.NEW_FOLDER) {
        Base.delete(arena.root().resolve(order.place().top()));
      }
    }
    assertThat(arena.names()).as("the allowed root").containsExactlyInAnyOrderElementsOf(expected);
  }
}
