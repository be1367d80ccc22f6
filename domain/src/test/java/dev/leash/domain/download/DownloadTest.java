package dev.leash.domain.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

final class DownloadTest {
  private static final Instant ACCEPTED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = ACCEPTED.plusSeconds(60);
  private static final DownloadResult RESULT =
      new DownloadResult(Path.of("/mods"), 1, 2, 3, "ab", Duration.ofSeconds(60));
  private static final Failure FAILURE = new Failure.Stalled(30);
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final CancelCause.SessionEnded CAUSE =
      new CancelCause.SessionEnded(new EndCause.Disconnected(), SessionId.INITIAL);

  private final Download download =
      new Download(
          new DownloadId("try-1"),
          new SessionId(2),
          Scope.MAIN,
          DownloadRequest.of(
              new FileName("mod.zip"), SourceUrl.parse("https://h/mod.zip"), Path.of("/mods")),
          ACCEPTED);

  @SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
  private enum Situation {
    QUEUED(download -> {}),
    RUNNING(Download::run),
    RETRYING(RUNNING, download -> download.retry(FAILURE, DELAY)),
    AT_ITS_NEXT_ATTEMPT(RETRYING, Download::goOn),
    STAGED(RUNNING, Download::stage),
    PAUSED(RUNNING, Download::pause),
    PAUSED_BEFORE_IT_RAN(Download::pause),
    RESUMED(PAUSED, Download::resume),
    PUBLISHING(STAGED, Download::publish),
    COMPLETED(PUBLISHING, download -> download.complete(RESULT, LATER)),
    FAILED(RUNNING, download -> download.fail(FAILURE, LATER)),
    CANCELLED(RUNNING, download -> download.cancel(CAUSE, LATER));

    private final Consumer<Download> way;

    Situation(Consumer<Download> way) {
      this.way = way;
    }

    Situation(Situation before, Consumer<Download> last) {
      this.way = before.way.andThen(last);
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // its lambdas capture nothing
  private enum Attempted {
    RUN(Download::run),
    RETRY(download -> download.retry(FAILURE, DELAY)),
    GO_ON("goOn", Download::goOn),
    START_OVER("startOver", Download::startOver),
    STAGE(Download::stage),
    PAUSE(Download::pause),
    RESUME(Download::resume),
    PUBLISH(Download::publish),
    COMPLETE(download -> download.complete(RESULT, LATER)),
    FAIL(download -> download.fail(FAILURE, LATER)),
    FAIL_RUNNING("failRunning", download -> download.failRunning(FAILURE, LATER)),
    CANCEL(download -> download.cancel(CAUSE, LATER)),
    WITHDRAW(download -> download.withdraw(CAUSE, LATER));

    private final Function<Download, Transition> transition;
    private final String verb;

    Attempted(Function<Download, Transition> transition) {
      this.transition = transition;
      this.verb = name().toLowerCase(Locale.ROOT);
    }

    Attempted(String verb, Function<Download, Transition> transition) {
      this.transition = transition;
      this.verb = verb;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          from                 | RUN     | RETRY   | GO_ON   | START_OVER | STAGE   | PAUSE  | RESUME | PUBLISH    | COMPLETE  | FAIL   | FAIL_RUNNING | CANCEL    | WITHDRAW
          QUEUED               | running | -       | -       | queued     | -       | paused | -      | -          | -         | failed | -            | cancelled | -
          RUNNING              | -       | running | -       | running    | running | paused | -      | -          | -         | failed | failed       | cancelled | -
          RETRYING             | -       | running | running | running    | -       | paused | -      | -          | -         | failed | failed       | cancelled | -
          AT_ITS_NEXT_ATTEMPT  | -       | running | -       | running    | running | paused | -      | -          | -         | failed | failed       | cancelled | -
          STAGED               | -       | -       | -       | -          | -       | -      | -      | publishing | -         | failed | failed       | cancelled | -
          PAUSED               | -       | -       | -       | paused     | -       | -      | queued | -          | -         | failed | -            | cancelled | -
          PAUSED_BEFORE_IT_RAN | -       | -       | -       | paused     | -       | -      | queued | -          | -         | failed | -            | cancelled | -
          RESUMED              | running | -       | -       | queued     | -       | paused | -      | -          | -         | failed | -            | cancelled | -
          PUBLISHING           | -       | -       | -       | -          | -       | -      | -      | -          | completed | failed | failed       | -         | cancelled
          COMPLETED            | -       | -       | -       | -          | -       | -      | -      | -          | -         | -      | -            | -         | -
          FAILED               | -       | -       | -       | -          | -       | -      | -      | -          | -         | -      | -            | -         | -
          CANCELLED            | -       | -       | -       | -          | -       | -      | -      | -          | -         | -      | -            | -         | -
          """)
  void goesWhereItsStateAllowsAndNowhereElse(ArgumentsAccessor row) {
    int column = 0;
    for (Attempted attempted : Attempted.values()) {
      column++;
      Download one = copy();
      row.get(0, Situation.class).way.accept(one);
      DownloadState before = one.state();

      Transition transition = attempted.transition.apply(one);

      String expected = row.getString(column);
      if (expected.equals("-")) {
        assertThat(transition).isEqualTo(new Transition.Refused(before, attempted.verb));
        assertThat(transition.isMade()).isFalse();
        assertThat(one.state()).isEqualTo(before);
      } else {
        assertThat(transition).isEqualTo(new Transition.Made(before, one.state()));
        assertThat(transition.isMade()).isTrue();
        assertThat(one.state().label()).as("after %s", attempted).isEqualTo(expected);
      }
    }
  }

  @Test
  void isQueuedAtItsFirstAttemptWhenItIsAccepted() {
    assertThat(download.state().label()).isEqualTo("queued");
    assertThat(download.state().attempt()).isEqualTo(1);
    assertThat(download.acceptedAt()).isEqualTo(ACCEPTED);
  }

  @Test
  void countsAnAttemptOnceItIsAnswered() {
    download.run();
    download.retry(FAILURE, DELAY);
    assertThat(download.state()).isEqualTo(new DownloadState.Retrying(1, FAILURE, DELAY));

    download.goOn();

    assertThat(download.state()).isEqualTo(new DownloadState.Running(2));
  }

  @Test
  void countsAnAttemptThatFailedWithoutAnAnswer() {
    download.run();
    download.retry(FAILURE, DELAY);

    download.retry(FAILURE, DELAY);
    assertThat(download.state()).isEqualTo(new DownloadState.Retrying(2, FAILURE, DELAY));
    download.fail(FAILURE, LATER);

    assertThat(download.state().attempt()).isEqualTo(3);
  }

  @Test
  void countsAnAttemptThatStartsOverOnce() {
    download.run();
    download.retry(FAILURE, DELAY);

    download.startOver();
    assertThat(download.state()).isEqualTo(new DownloadState.Running(2));
    download.startOver();

    assertThat(download.state()).isEqualTo(new DownloadState.Running(3));
  }

  @Test
  void keepsItsAttemptThroughAPause() {
    download.run();
    download.pause();
    download.resume();
    download.pause();
    download.resume();
    download.run();

    assertThat(download.state()).isEqualTo(new DownloadState.Running(1));
  }

  @Test
  void resumesAtTheNextAttemptWhereTheLastHadFailed() {
    download.run();
    download.retry(FAILURE, DELAY);
    download.pause();
    assertThat(download.state()).isEqualTo(new DownloadState.Paused(2));
    download.resume();
    download.run();

    assertThat(download.state()).isEqualTo(new DownloadState.Running(2));
  }

  @Test
  void keepsItsAttemptToItsEnd() {
    download.run();
    download.retry(FAILURE, DELAY);
    download.goOn();
    download.stage();
    download.publish();
    download.complete(RESULT, LATER);

    assertThat(download.state())
        .isEqualTo(new DownloadState.Ended(new Outcome.Completed(RESULT), 2, LATER));
  }

  @Test
  void saysWhyItFailed() {
    download.fail(FAILURE, LATER);

    assertThat(download.state())
        .isEqualTo(new DownloadState.Ended(new Outcome.Failed(FAILURE), 1, LATER));
  }

  @Test
  void saysWhyItWasCancelled() {
    download.cancel(CAUSE, LATER);

    assertThat(download.state())
        .isEqualTo(new DownloadState.Ended(new Outcome.Cancelled(CAUSE), 1, LATER));
  }

  private Download copy() {
    return new Download(
        download.id(), download.session(), download.scope(), download.request(), ACCEPTED);
  }
}
