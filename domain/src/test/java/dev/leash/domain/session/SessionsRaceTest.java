package dev.leash.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SessionsRaceTest {
  private static final int ROUNDS = 2_000;

  /** On a busy machine the other thread may not run for seconds. */
  private static final int MOST_ADMITTED = 10_000;

  private static final int BEGINS_A_ROUND = 20;
  private static final Scope A = new Scope("a");

  private final Sessions<String> sessions = fresh();
  private final Race race = new Race();

  @AfterEach
  void stop() {
    race.close();
  }

  private static Sessions<String> fresh() {
    return new Sessions<>(0, new AtomicLong()::incrementAndGet);
  }

  private Begun<String> begin(Scope scope) {
    return sessions.begin(scope).orElseThrow();
  }

  @Test
  void eitherRefuseADownloadOrTakeItWhenABeginMeetsAnAdmission() {
    for (int round = 0; round < ROUNDS; round++) {
      Session<String> session = begin(A).session();

      var both = race.between(() -> begin(A), () -> admitUntilRefused(session));

      assertThat(both.one().taken()).isEqualTo(both.other());
      both.one().taken().forEach(session::release);
    }
  }

  @Test
  void completeTheFenceWhenTheLastDownloadIsReleasedAsTheLastPublisherLeaves() {
    for (int round = 0; round < ROUNDS; round++) {
      Session<String> session = begin(A).session();
      session.admit("mod");
      session.enterGate();
      Begun<String> begun = begin(A);

      race.between(
          () -> {
            session.leaveGate();
            return true;
          },
          () -> {
            session.release("mod");
            return true;
          });

      assertThat(begun.fence()).isCompleted();
    }
  }

  /** Or until there are so many that the begin has plainly not come to run yet. */
  private static List<String> admitUntilRefused(Session<String> session) {
    List<String> admitted = new ArrayList<>();
    String next = "mod 0";
    while (admitted.size() < MOST_ADMITTED && session.admit(next).isEmpty()) {
      admitted.add(next);
      next = "mod " + admitted.size();
    }
    return admitted;
  }

  @Test
  void letNoPublisherInAfterTheFence() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger tooLate = new AtomicInteger();
    for (int round = 0; round < ROUNDS; round++) {
      Session<String> session = begin(A).session();
      AtomicBoolean fenced = new AtomicBoolean();

      var both =
          race.between(
              () -> {
                begin(A).fence().join();
                fenced.set(true);
                return inside.get();
              },
              () -> publishUntilRefused(session, inside, fenced, tooLate));

      assertThat(both.one()).isZero();
    }
    assertThat(tooLate).hasValue(0);
  }

  private static int publishUntilRefused(
      Session<String> session, AtomicInteger inside, AtomicBoolean fenced, AtomicInteger tooLate) {
    int publications = 0;
    while (session.enterGate()) {
      inside.incrementAndGet();
      if (fenced.get()) {
        tooLate.incrementAndGet();
      }
      publications++;
      inside.decrementAndGet();
      session.leaveGate();
    }
    return publications;
  }

  @Test
  void completeTheFenceWhenTheLastPublisherLeavesAsTheSessionEnds() {
    for (int round = 0; round < ROUNDS; round++) {
      Session<String> session = begin(A).session();
      session.enterGate();

      var both =
          race.between(
              () -> begin(A),
              () -> {
                session.leaveGate();
                return true;
              });

      assertThat(both.one().fence()).isCompleted();
    }
  }

  @Test
  void letExactlyOneOfTwoEndsWin() {
    for (int round = 0; round < ROUNDS; round++) {
      Session<String> session = begin(A).session();
      session.admit("mod");

      var both =
          race.between(
              () -> sessions.end(session.id(), new EndCause.Requested()),
              () -> sessions.end(session.id(), new EndCause.Disconnected()));

      assertThat(both.one().isPresent()).isNotEqualTo(both.other().isPresent());
      Ended<String> winner = both.one().or(both::other).orElseThrow();
      assertThat(winner.taken()).containsExactly("mod");
      assertThat(session.ended()).contains(winner.cause());
      session.release("mod");
    }
  }

  @Test
  void lineUpTwoBeginsOneBehindTheOther() {
    for (int round = 0; round < ROUNDS; round++) {
      Session<String> session = begin(A).session();
      session.admit("mod");

      var both = race.between(() -> begin(A), () -> begin(A));

      boolean oneFirst = both.one().session().id().compareTo(both.other().session().id()) < 0;
      Begun<String> earlier = oneFirst ? both.one() : both.other();
      Begun<String> later = oneFirst ? both.other() : both.one();
      assertThat(earlier.previous()).isEqualTo(session.id());
      assertThat(earlier.taken()).containsExactly("mod");
      assertThat(later.previous()).isEqualTo(earlier.session().id());
      assertThat(later.taken()).isEmpty();
      assertThat(sessions.current(A)).isEqualTo(later.session().id());
      session.release("mod");
      assertThat(later.fence()).isCompleted();
    }
  }

  @Test
  void giveIdsThatGrowInEachScopeWhenTwoScopesBeginAtOnce() {
    Scope b = new Scope("b");
    for (int round = 0; round < ROUNDS; round++) {
      var both = race.between(() -> begin(A), () -> begin(b));

      assertThat(both.one().session().id()).isNotEqualTo(both.other().session().id());
      assertThat(both.one().previous()).isLessThan(both.one().session().id());
      assertThat(both.other().previous()).isLessThan(both.other().session().id());
    }
  }

  @Test
  void missNoSessionWhenAllAreClosedWhileSessionsBegin() {
    for (int round = 0; round < ROUNDS; round++) {
      Sessions<String> closing = fresh();
      SessionId first = closing.begin(A).orElseThrow().session().id();

      var both =
          race.between(
              () -> closing.close(new EndCause.Shutdown()), () -> begin(closing, BEGINS_A_ROUND));

      List<SessionId> begun =
          Stream.concat(Stream.of(first), both.other().stream().map(it -> it.session().id()))
              .toList();
      assertThat(both.other()).extracting(Begun::predecessor).doesNotContain(Optional.empty());
      assertThat(both.one()).extracting(it -> it.session().id()).containsExactly(begun.getLast());
      assertThat(closing.newest(A)).isEqualTo(begun.getLast());
      assertThat(closing.standing(A)).isEqualTo(new Standing.None<>(A));
    }
  }

  private static List<Begun<String>> begin(Sessions<String> sessions, int times) {
    return Stream.generate(() -> sessions.begin(A))
        .limit(times)
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Its session 0 would take downloads after the closing. */
  @Test
  void leaveNoSessionCurrentInAScopeThatIsNamedFirstWhileAllAreClosed() {
    for (int round = 0; round < ROUNDS; round++) {
      Sessions<String> closing = fresh();

      var both =
          race.between(() -> closing.close(new EndCause.Shutdown()), () -> closing.standing(A));

      assertThat(closing.standing(A)).isEqualTo(new Standing.None<>(A));
      if (both.other() instanceof Standing.Current<String>(Session<String> session)) {
        assertThat(both.one()).extracting(Ended::session).containsExactly(session);
      }
    }
  }

  @Test
  void neverCallACurrentSessionStaleNorAStaleOneCurrent() {
    for (int round = 0; round < ROUNDS; round++) {
      SessionId id = begin(A).session().id();

      var both =
          race.between(() -> begin(A).session().id(), () -> sessions.standing(id, Optional.of(A)));

      switch (both.other()) {
        case Standing.Current<String>(Session<String> session) ->
            assertThat(session.id()).isEqualTo(id);
        case Standing.Stale<String>(SessionId stale, EndCause cause, SessionId current) -> {
          assertThat(cause).isEqualTo(new EndCause.Superseded(both.one()));
          assertThat(current).isEqualTo(both.one());
        }
        case Standing<String> other -> throw new AssertionError(other);
      }
    }
  }

  @Test
  void neverSayThatAScopeHasNoSessionWhileOneBegins() {
    for (int round = 0; round < ROUNDS; round++) {
      begin(A);

      var both = race.between(() -> begin(A), () -> sessions.standing(A));

      assertThat(both.other()).isInstanceOf(Standing.Current.class);
    }
  }
}
