package dev.leash.bootstrap.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leash.bootstrap.process.Base;
import dev.leash.bootstrap.process.LeashProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A daemon is killed in the midst of a large publication, and started again. */
@Tag("soak")
final class KillsTest {
  /** So many meet old, half-way and new. */
  private static final int LONG = 50;

  private static final Duration FIRST_SPAN = Duration.ofMillis(200);

  private final Course course = Course.of("kills", 20);
  private final Map<State, Integer> left = new EnumMap<>(State.class);
  private final Map<State, Integer> after = new EnumMap<>(State.class);
  private int undone;
  private Duration span = FIRST_SPAN;
  private Base base;
  private LeashProcess daemon;

  private enum State {
    OLD,
    HALF_WAY,
    NEW
  }

  @BeforeEach
  void start() throws Exception {
    base = Base.make();
    daemon = serve();
  }

  @AfterEach
  void end() throws Exception {
    daemon.close();
    base.close();
  }

  @Test
  void aKilledDaemonsSuccessorLeavesAllOldOrAllNew() throws Exception {
    assumeTrue(course.count() > 0);
    try {
      for (int number = 0; number < course.count(); number++) {
        Kill kill = new Kill(number, course.random(number));
        try {
          kill(kill);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(course.at(number) + ": " + kill, e);
        }
        course.reached(number + 1);
      }
    } finally {
      course.say("left by the killed daemon " + left);
      course.say("at the next one's ready line " + after + ", undone by journal " + undone);
    }

    if (course.count() >= LONG) {
      assertThat(left).containsOnlyKeys(State.values());
      assertThat(after).containsOnlyKeys(State.OLD, State.NEW);
    }
  }

  private void kill(Kill kill) throws IOException, InterruptedException {
    Kill.Seen seen = kill.run(daemon, base.root(), base.socket(), span);
    SortedMap<String, String> fresh = kill.fresh(seen.before());
    State found = state(seen.left(), seen.before(), fresh);
    left.merge(found, 1, Integer::sum);
    adapt(kill, found);

    daemon = serve();
    String top = kill.order().place().top();
    Snapshot recovered = seen.before().again(base.root(), top);
    State state = state(recovered, seen.before(), fresh);
    assertThat(state)
        .as(() -> Contents.difference(fresh, recovered.contents()))
        .isNotEqualTo(State.HALF_WAY);
    assertThat(state).isEqualTo(seen.completed() ? State.NEW : state);
    after.merge(state, 1, Integer::sum);
    assertUntouched(seen.before(), recovered);
    Leftovers.assertNone(base, top);

    restart();
    assertThat(recovered.again(base.root(), top)).isEqualTo(recovered);
    Leftovers.assertNone(base, top);
    Base.delete(base.root().resolve(top));
  }

  /** Once more, in good order, so that all that was logged can be read. */
  private void restart() throws IOException, InterruptedException {
    daemon.signal("TERM");
    assertThat(daemon.awaitExit()).isEqualTo(0);
    List<String> log = daemon.err();
    assertThat(log).noneMatch(line -> line.startsWith("[ERROR]") || line.startsWith("[WARN]"));
    undone += Math.toIntExact(log.stream().filter(line -> line.contains("] Undid what")).count());
    daemon = serve();
  }

  private static State state(Snapshot now, Snapshot before, SortedMap<String, String> fresh) {
    SortedMap<String, String> contents = now.contents();
    return contents.equals(before.contents())
        ? State.OLD
        : contents.equals(fresh) ? State.NEW : State.HALF_WAY;
  }

  /** As many too early as too late, however fast the machine is. */
  private void adapt(Kill kill, State found) {
    if (kill.order().aim() == Aim.PUBLISHING && kill.order().way() == Way.MERGE) {
      span =
          found == State.NEW
              ? span.multipliedBy(4).dividedBy(5)
              : span.multipliedBy(6).dividedBy(5);
    }
  }

  /** What is the user's own is the very same file. */
  private static void assertUntouched(Snapshot before, Snapshot now) {
    now.seen()
        .forEach((path, one) -> {
          if (path.endsWith("/mine.txt") || path.endsWith("/notes.txt")) {
            assertThat(one).isEqualTo(before.seen().get(path));
          }
        });
  }

  private LeashProcess serve() throws IOException, InterruptedException {
    LeashProcess started = LeashProcess.serve(base.path());
    var _ = started.awaitReady();
    return started;
  }
}
