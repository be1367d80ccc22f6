package dev.leash.domain.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DownloadIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "A-z_09", "-", "00000000-0000-4000-8000-000000000000"})
  void takesAnId(String id) {
    assertThat(new DownloadId(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a.b", "a/b", "..", "a:b", "ä", "a\n"})
  void refusesWhatIsNone(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DownloadId(id))
        .withMessageContaining("downloadId");
  }

  @Test
  void takes64CharactersAndNoMore() {
    assertThat(new DownloadId("i".repeat(64)).value()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> new DownloadId("i".repeat(65)));
  }
}
