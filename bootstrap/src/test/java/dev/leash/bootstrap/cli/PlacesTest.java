package dev.leash.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlacesTest {
  private static final Path HOME = Path.of("/home/me");

  @Test
  void areThoseOfTheSpecificationOnLinux() {
    Places places =
        new Places(
            Map.of("XDG_STATE_HOME", "/var/me", "XDG_RUNTIME_DIR", "/run/user/1"), HOME, "Linux");

    assertThat(places.stateDirectory()).isEqualTo(Path.of("/var/me/leash"));
    assertThat(places.socket(places.stateDirectory()))
        .isEqualTo(Path.of("/run/user/1/leash/leash.sock"));
    assertThat(places.home()).isEqualTo(HOME);
  }

  @Test
  void areBelowHomeWithoutVariables() {
    Places places = new Places(Map.of(), HOME, "Linux");

    assertThat(places.stateDirectory()).isEqualTo(Path.of("/home/me/.local/state/leash"));
    assertThat(places.socket(places.stateDirectory()))
        .isEqualTo(Path.of("/home/me/.local/state/leash/leash.sock"));
  }

  @Test
  void ignoreVariablesThatAreEmptyOrNotAbsolute() {
    Places places =
        new Places(Map.of("XDG_STATE_HOME", "", "XDG_RUNTIME_DIR", "run"), HOME, "Linux");

    assertThat(places.stateDirectory()).isEqualTo(Path.of("/home/me/.local/state/leash"));
    assertThat(places.socket(Path.of("/s"))).isEqualTo(Path.of("/s/leash.sock"));
  }

  @Test
  void areThePlatformsOwnElsewhere() {
    assertThat(new Places(Map.of(), HOME, "Mac OS X").stateDirectory())
        .isEqualTo(Path.of("/home/me/Library/Application Support/leash"));
    assertThat(new Places(Map.of("LOCALAPPDATA", "/local"), HOME, "Windows 11").stateDirectory())
        .isEqualTo(Path.of("/local/leash"));
    assertThat(new Places(Map.of(), HOME, "Windows 11").stateDirectory())
        .isEqualTo(Path.of("/home/me/AppData/Local/leash"));
  }
}
