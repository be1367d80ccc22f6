package dev.leash.domain.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryPolicyTest {
  private static final Failure RESET = new Failure.TransferIncomplete(5, OptionalLong.of(9));

  private final RetryPolicy policy = RetryPolicy.DEFAULT;

  @Test
  void waitsTwiceAsLongEachTimeUpToItsLongest() {
    RetryPolicy patient =
        new RetryPolicy(
            7, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60), 0.25);

    assertThat(
            IntStream.rangeClosed(1, 7)
                .mapToObj(failed -> patient.delayAfter(RESET, failed, 0).orElseThrow().toSeconds()))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void givesUpWhenTooManyHaveFailedInARow() {
    assertThat(policy.delayAfter(RESET, 5, 0)).isPresent();
    assertThat(policy.delayAfter(RESET, 6, 0)).isEmpty();
  }

  @Test
  void spreadsTheWaitsAndNeverShortensOne() {
    assertThat(policy.delayAfter(RESET, 1, 0)).contains(Duration.ofSeconds(1));
    assertThat(policy.delayAfter(RESET, 1, 0.5)).contains(Duration.ofMillis(1_125));
    assertThat(policy.delayAfter(RESET, 1, 1)).contains(Duration.ofMillis(1_250));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void triesStatusesThatPass(int status) {
    assertThat(policy.delayAfter(status(status), 1, 0)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 416, 501, 505})
  void believesTheOthers(int status) {
    assertThat(policy.delayAfter(status(status), 1, 0)).isEmpty();
  }

  @Test
  void waitsAsLongAsTheServerAsks() {
    assertThat(asked(7)).contains(Duration.ofSeconds(7));
    assertThat(asked(60)).contains(Duration.ofMinutes(1));
  }

  @Test
  void givesUpAServerThatAsksForTooMuch() {
    assertThat(asked(61)).isEmpty();
  }

  @Test
  void isNeverBackSoonerThanItsFirstWait() {
    assertThat(asked(0)).contains(Duration.ofSeconds(1));
  }

  @Test
  void triesWhatTheNetworkDid() {
    assertThat(policy.delayAfter(new Failure.ConnectFailed("h", "refused"), 1, 0)).isPresent();
    assertThat(policy.delayAfter(new Failure.Stalled(30), 1, 0)).isPresent();
  }

  @Test
  void doesNotTryWhatWillBeTheSame() {
    assertThat(policy.delayAfter(new Failure.TlsFailed("h", "expired"), 1, 0)).isEmpty();
    assertThat(policy.delayAfter(new Failure.ProtocolError("x"), 1, 0)).isEmpty();
    assertThat(policy.delayAfter(new Failure.TooLarge(1), 1, 0)).isEmpty();
    assertThat(policy.delayAfter(new Failure.DiskFull(OptionalLong.empty(), 0), 1, 0)).isEmpty();
    assertThat(policy.delayAfter(new Failure.Internal("x"), 1, 0)).isEmpty();
  }

  @Test
  void namesTheSettingThatIsOutOfRange() {
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new RetryPolicy(-1, second, second, second, 0))
        .hasMessageContaining("maxInARow");
    assertThatThrownBy(() -> new RetryPolicy(1, second.negated(), second, second, 0))
        .hasMessageContaining("first");
    assertThatThrownBy(() -> new RetryPolicy(1, second, Duration.ZERO, second, 0))
        .hasMessageContaining("longest");
    assertThatThrownBy(() -> new RetryPolicy(1, second, second, Duration.ZERO, 0))
        .hasMessageContaining("longestAsked");
    assertThatThrownBy(() -> new RetryPolicy(1, second, second, second, Double.NaN))
        .hasMessageContaining("spread");
  }

  private Optional<Duration> asked(long seconds) {
    return policy.delayAfter(new Failure.HttpStatus(503, OptionalLong.of(seconds)), 1, 0);
  }

  private static Failure status(int status) {
    return new Failure.HttpStatus(status, OptionalLong.empty());
  }
}
