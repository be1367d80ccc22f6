package dev.leash.domain.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.domain.session.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class CancellationTest {
  private final Cancellation cancellation = new Cancellation();
  private final List<String> ran = new ArrayList<>();

  @Nested
  final class BeforeItComes {
    @Test
    void runsNothing() {
      hook("a");

      assertThat(cancellation.isCancelled()).isFalse();
      assertThat(ran).isEmpty();
    }
  }

  @Nested
  final class WhenItComes {
    @Test
    void runsEachHookOnceInTheOrderOfRegistration() {
      hook("a");
      hook("b");

      cancellation.cancel();
      cancellation.cancel();

      assertThat(ran).containsExactly("a", "b");
      assertThat(cancellation.isCancelled()).isTrue();
    }

    @Test
    void setsTheFlagBeforeItRunsAHook() {
      List<Boolean> seen = new ArrayList<>();
      var _ = cancellation.onCancel(() -> seen.add(cancellation.isCancelled()));

      cancellation.cancel();

      assertThat(seen).containsExactly(true);
    }

    @Test
    void runsTheHooksOnItsOwnThread() {
      List<Thread> threads = new ArrayList<>();
      var _ = cancellation.onCancel(() -> threads.add(Thread.currentThread()));

      cancellation.cancel();

      assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void leavesAClosedHookAlone() {
      Cancellation.Registration closed = hook("closed");
      hook("open");
      closed.close();
      closed.close();

      cancellation.cancel();

      assertThat(ran).containsExactly("open");
    }

    @Test
    void leavesAHookAloneThatIsClosedWhileEarlierHooksRun() {
      AtomicReference<Cancellation.Registration> later = new AtomicReference<>();
      var _ = cancellation.onCancel(() -> later.get().close());
      later.set(hook("later"));

      cancellation.cancel();

      assertThat(ran).isEmpty();
    }

    @Test
    void runsTheOthersWhenOneThrows() {
      IllegalStateException first = new IllegalStateException("first");
      IllegalStateException second = new IllegalStateException("second");
      failingHook(first);
      hook("a");
      failingHook(second);
      hook("b");

      assertThatThrownBy(cancellation::cancel).isSameAs(first).hasSuppressedException(second);
      assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void runsTheOthersWhenTwoThrowTheSame() {
      IllegalStateException same = new IllegalStateException("same");
      failingHook(same);
      failingHook(same);
      hook("a");

      assertThatThrownBy(cancellation::cancel).isSameAs(same).hasNoSuppressedExceptions();
      assertThat(ran).containsExactly("a");
    }

    @Test
    void runsTheOthersWhenOneThrowsAnError() {
      AssertionError error = new AssertionError("error");
      var _ =
          cancellation.onCancel(() -> {
            throw error;
          });
      hook("a");

      assertThatThrownBy(cancellation::cancel).isSameAs(error);
      assertThat(ran).containsExactly("a");
    }
  }

  @Nested
  final class AfterItCame {
    @Test
    void runsALateHookAtOnceAndOnce() {
      cancellation.cancel();

      hook("late").close();
      cancellation.cancel();

      assertThat(ran).containsExactly("late");
    }

    @Test
    void runsAHookThatAHookRegisters() {
      var _ = cancellation.onCancel(() -> hook("inner"));

      cancellation.cancel();

      assertThat(ran).containsExactly("inner");
    }
  }

  @Nested
  final class WithAChild {
    @Test
    void bringsTheChildAboutWithItsHooks() {
      Cancellation.Child child = cancellation.child();
      var _ = child.cancellation().onCancel(() -> ran.add("child"));

      cancellation.cancel();

      assertThat(child.cancellation().isCancelled()).isTrue();
      assertThat(ran).containsExactly("child");
    }

    @Test
    void isNotBroughtAboutByTheChild() {
      Cancellation.Child child = cancellation.child();

      child.cancellation().cancel();

      assertThat(cancellation.isCancelled()).isFalse();
    }

    @Test
    void leavesAClosedChildAlone() {
      Cancellation.Child child = cancellation.child();
      child.close();

      cancellation.cancel();

      assertThat(child.cancellation().isCancelled()).isFalse();
    }

    @Test
    void bearsACancelledChildWhenItHasBeen() {
      cancellation.cancel();

      assertThat(cancellation.child().cancellation().isCancelled()).isTrue();
    }
  }

  @Nested
  @Timeout(60)
  final class InARace {
    private static final int ROUNDS = 5_000;

    @Test
    void runsAHookExactlyOnceThatIsRegisteredAsItComes() {
      try (Race race = new Race()) {
        for (int round = 0; round < ROUNDS; round++) {
          Cancellation raced = new Cancellation();
          AtomicInteger runs = new AtomicInteger();

          race.between(() -> cancel(raced), () -> raced.onCancel(runs::incrementAndGet));

          assertThat(runs).hasValue(1);
        }
      }
    }

    @Test
    void hasRunAHookWhenEitherOfTwoCallsReturns() {
      try (Race race = new Race()) {
        for (int round = 0; round < ROUNDS; round++) {
          Cancellation raced = new Cancellation();
          AtomicInteger runs = new AtomicInteger();
          var _ = raced.onCancel(runs::incrementAndGet);

          var both = race.between(() -> runsAfter(raced, runs), () -> runsAfter(raced, runs));

          assertThat(both.one()).isPositive();
          assertThat(both.other()).isPositive();
        }
      }
    }

    /** A worker that cancels what is below it must not keep the control side from closing it. */
    @Test
    void doesNotLeaveAHookToACallThatDoesNotGetOn() throws Exception {
      Cancellation raced = new Cancellation();
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch over = new CountDownLatch(1);
      var _ =
          raced.onCancel(() -> {
            if (begun.getCount() > 0) {
              begun.countDown();
              awaitOpen(over);
            }
          });
      var _ = raced.onCancel(() -> ran.add("closed"));
      Thread worker = Thread.ofPlatform().start(raced::cancel);
      begun.await();

      raced.cancel();

      assertThat(ran).containsExactly("closed");
      over.countDown();
      worker.join();
      assertThat(ran).containsExactly("closed");
    }

    private static int runsAfter(Cancellation raced, AtomicInteger runs) {
      raced.cancel();
      return runs.get();
    }

    private static void awaitOpen(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
    }

    private static boolean cancel(Cancellation raced) {
      raced.cancel();
      return true;
    }
  }

  private Cancellation.Registration hook(String name) {
    return cancellation.onCancel(() -> ran.add(name));
  }

  private void failingHook(RuntimeException failure) {
    var _ =
        cancellation.onCancel(() -> {
          throw failure;
        });
  }
}
