package dev.leash.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SessionIndexTest {
  private final SessionIndex<String> index =
      new SessionIndex<>(0, new AtomicLong()::incrementAndGet);

  @Test
  void remembersAsManyEndedSessionsAsItsLimit() {
    List<SessionId> ids = endedSessions(SessionIndex.REMEMBERED);

    assertThat(index.find(ids.getFirst())).isPresent();
  }

  @Test
  void forgetsTheOneThatEndedFirstWhenOneMoreEnds() {
    List<SessionId> ids = endedSessions(SessionIndex.REMEMBERED + 1);

    assertThat(index.find(ids.getFirst())).isEmpty();
    assertThat(index.find(ids.get(1))).isPresent();
    assertThat(index.find(ids.getLast())).isPresent();
  }

  @Test
  void knowsThatAForgottenSessionWasIssued() {
    List<SessionId> ids = endedSessions(SessionIndex.REMEMBERED + 1);

    assertThat(index.wasIssued(ids.getFirst())).isTrue();
    assertThat(index.wasIssued(new SessionId(ids.getLast().value() + 1))).isFalse();
  }

  @Test
  void neverForgetsASessionThatHasNotEnded() {
    Session<String> current = index.issue(Scope.MAIN);

    endedSessions(2 * SessionIndex.REMEMBERED);

    assertThat(index.find(current.id())).containsSame(current);
  }

  private List<SessionId> endedSessions(int count) {
    List<SessionId> ids = Stream.generate(() -> index.issue(Scope.MAIN).id()).limit(count).toList();
    ids.forEach(index::ended);
    return ids;
  }
}
