package dev.leash.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "http://localhost:5173, http://localhost:5173",
    "HTTPS://App.Example:443, https://app.example",
    "http://app.example:80, http://app.example",
    "https://app.example:80, https://app.example:80",
    "http://[::1]:5173, http://[::1]:5173",
    "tauri://localhost, tauri://localhost",
    "app://., app://.",
    "vscode-webview://0a-b, vscode-webview://0a-b"
  })
  void takesOriginsAsBrowsersWriteThem(String given, String expected) {
    assertThat(settings(given).origins()).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "*",
        "",
        "localhost",
        "http://",
        "file://",
        "http://*",
        "http://*.example",
        "http://app.example/",
        "http://app.example/path",
        "http://app.example?x",
        "http://app.example:",
        "http://app.example:123456",
        "http://user@app.example",
        "http://a b",
        "http://a,http://b",
        "1http://a",
        "http://é.example"
      })
  void refusesWhatIsNoOrigin(String given) {
    assertThatThrownBy(() -> settings(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("web-origin")
        .hasMessageContaining("'" + given + "'");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void refusesWhatIsNoPort(int port) {
    assertThatThrownBy(() -> new WebSettings(port, List.of(), Optional.empty()))
        .hasMessageContaining("0 to 65535, not " + port);
  }

  @Test
  void takesEachPort() {
    assertThat(new WebSettings(0, List.of(), Optional.empty()).port()).isZero();
    assertThat(new WebSettings(65_535, List.of(), Optional.empty()).port()).isEqualTo(65_535);
  }

  private static WebSettings settings(String origin) {
    return new WebSettings(0, List.of(origin), Optional.empty());
  }
}
