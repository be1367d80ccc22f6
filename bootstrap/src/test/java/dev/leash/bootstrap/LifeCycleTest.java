package dev.leash.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LifeCycleTest {
  private final LifeCycle lifeCycle = new LifeCycle();
  private final List<String> done = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();

  @BeforeEach
  void startTwo() {
    lifeCycle.onStop("the first", () -> done.add("first"));
    lifeCycle.onStop("the second", () -> done.add("second"));
  }

  @Test
  void stopsInReverseAndOnce() {
    lifeCycle.stop(this::report);
    lifeCycle.stop(this::report);

    assertThat(done).containsExactly("second", "first");
    assertThat(reported).isEmpty();
  }

  @Test
  void skipsNoStepAfterOneThatFails() {
    lifeCycle.onStop(
        "the third",
        () -> {
          throw new IllegalStateException();
        });

    lifeCycle.stop(this::report);

    assertThat(done).containsExactly("second", "first");
    assertThat(reported).containsExactly("stopping the third");
  }

  @Test
  void skipsNoStepAfterAnError() {
    lifeCycle.onStop(
        "the third",
        () -> {
          throw new NoClassDefFoundError();
        });

    lifeCycle.stop(this::report);

    assertThat(done).containsExactly("second", "first");
    assertThat(reported).containsExactly("stopping the third");
  }

  @Test
  void skipsNoStepWhereNotEvenTheFaultCanBeReported() {
    lifeCycle.onStop(
        "the third",
        () -> {
          throw new NoClassDefFoundError();
        });

    lifeCycle.stop((_, _) -> {
      throw new NoClassDefFoundError();
    });

    assertThat(done).containsExactly("second", "first");
  }

  private void report(String doing, Throwable fault) {
    reported.add(doing);
    assertThat(fault).isNotNull();
  }
}
