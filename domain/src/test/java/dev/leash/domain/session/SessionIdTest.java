package dev.leash.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class SessionIdTest {
  @Test
  void beginsAtZero() {
    assertThat(new SessionId(0)).isEqualTo(SessionId.INITIAL);
  }

  @Test
  void isNeverNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SessionId(-1))
        .withMessageContaining("-1");
  }

  @Test
  void sortsByTheTimeOfItsBeginning() {
    assertThat(new SessionId(9)).isLessThan(new SessionId(10)).isGreaterThan(SessionId.INITIAL);
  }

  @Test
  void isShownAsItsNumber() {
    assertThat(new SessionId(Long.MAX_VALUE)).hasToString("9223372036854775807");
  }
}
