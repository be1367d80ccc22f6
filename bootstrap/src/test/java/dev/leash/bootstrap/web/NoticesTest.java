package dev.leash.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.bootstrap.notice.Seldom;
import dev.leash.domain.port.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NoticesTest {
  private final FakeClock clock = new FakeClock();
  private final List<String> lines = new ArrayList<>();
  private final Notices notices = new Notices(clock, lines::add);

  @Test
  void tellEachThingAtOnce() {
    notices.tell("one");
    notices.tell("another");

    assertThat(lines).containsExactly("one", "another");
  }

  @Test
  void tellAThingOnceAMinuteHoweverOftenItHappens() {
    for (int i = 0; i < 60_000; i++) {
      notices.tell("one");
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(lines).containsExactly("one");

    notices.tell("one");

    assertThat(lines).containsExactly("one", "one (and 59999 times before, unsaid)");
  }

  @Test
  void countNothingWhereNothingWasLeftUnsaid() {
    notices.tell("one");
    clock.advance(Seldom.APART);
    notices.tell("one");

    assertThat(lines).containsExactly("one", "one");
  }
}
