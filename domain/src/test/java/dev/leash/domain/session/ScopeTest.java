package dev.leash.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScopeTest {
  @ParameterizedTest
  @ValueSource(strings = {"main", "a", "Window-1", "mods:list", "x.y_z", "-", "."})
  void takesAName(String name) {
    assertThat(new Scope(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "a\\b", "a\n", "\na", "ä", "a\u0000"})
  void refusesWhatIsNoName(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scope(name))
        .withMessageContaining("scope");
  }

  @Test
  void takesNamesOf64AndNoMore() {
    assertThat(new Scope("s".repeat(64)).name()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> new Scope("s".repeat(65)));
  }

  @Test
  void isMainUnlessTold() {
    assertThat(Scope.MAIN).hasToString("main");
  }
}
