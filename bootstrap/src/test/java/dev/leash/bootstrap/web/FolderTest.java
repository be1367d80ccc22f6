package dev.leash.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the gateway's own page. */
final class FolderTest {
  @TempDir Path temp;
  private Gate gate;

  @BeforeEach
  void open() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("page"));
    Files.writeString(folder.resolve("index.html"), "<!doctype html>");
    Files.writeString(folder.resolve("app.js"), "app");
    Files.writeString(folder.resolve("app.mjs"), "module");
    Files.writeString(folder.resolve(".secret.js"), "secret");
    Files.writeString(folder.resolve("strange.exe"), "strange");
    Files.createDirectories(folder.resolve("src/utils"));
    Files.writeString(folder.resolve("src/utils/init.css"), "style");
    Files.writeString(temp.resolve("outside.js"), "outside");
    Files.createDirectories(temp.resolve("page2"));
    Files.writeString(temp.resolve("page2/near.js"), "near");
    Files.createSymbolicLink(folder.resolve("link.js"), temp.resolve("outside.js"));
    Files.createSymbolicLink(folder.resolve("out"), temp.resolve("page2"));
    gate = Gate.open(Optional.of(folder), List.of());
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html;charset=utf-8, <!doctype html>",
    "/index.html, text/html;charset=utf-8, <!doctype html>",
    "/app.js, text/javascript;charset=utf-8, app",
    "/app.js?v=2, text/javascript;charset=utf-8, app",
    "/src/utils/init.css, text/css;charset=utf-8, style"
  })
  void areServedWithTheirTypes(String path, String type, String content) throws Exception {
    String answer = get("GET", path);

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\n" + content)
        .contains(
            "Cache-Control: no-store",
            "X-Content-Type-Options: nosniff",
            "Content-Security-Policy: default-src 'self';",
            "connect-src 'self' ws://127.0.0.1:" + gate.port() + ";")
        .doesNotContainIgnoringCase("access-control");
    assertThat(answer.replace("; charset", ";charset")).contains("Content-Type: " + type);
  }

  @Test
  void haveHeadsAlone() throws Exception {
    assertThat(get("HEAD", "/app.js"))
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-Length: 3")
        .endsWith("\r\n\r\n");
  }

  @Test
  void areOnlyRead() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      assertThat(get(method, "/app.js")).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing.html",
        "/src",
        "/src/",
        "/src/utils",
        "/link.js",
        "/out/near.js",
        "/.secret.js",
        "/strange.exe",
        "/../outside.js",
        "/src/../app.js",
        "/src/..%2fapp.js",
        "/%2e%2e/outside.js",
        "/..%5coutside.js",
        "//app.js",
        "/app.js/",
        "/app.js;x=.js",
        "/app.js%00",
        "/app%2ejs",
        "/./app.js",
        "/src//utils/init.css"
      })
  void areNoneButPlainOnes(String path) throws Exception {
    assertThat(get("GET", path))
        .matches("(?s)HTTP/1.1 40[04] .*")
        .doesNotContain("secret", "outside");
  }

  @Test
  void areForNoStranger() throws Exception {
    try (RawSocket raw = gate.raw()) {
      raw.send("GET / HTTP/1.1\r\nHost: evil.example:" + gate.port() + "\r\n\r\n");
      assertThat(raw.all()).startsWith("HTTP/1.1 403 ");
    }
  }

  /** Of localhost the page would have another origin, and could not connect. */
  @Test
  void areAtTheAddressThatIsListenedOnAlone() throws Exception {
    try (RawSocket raw = gate.raw()) {
      raw.send("GET /?scope=settings HTTP/1.1\r\nHost: LocalHost:" + gate.port() + "\r\n\r\n");

      assertThat(raw.all())
          .startsWith("HTTP/1.1 307 ")
          .contains("Location: http://127.0.0.1:" + gate.port() + "/?scope=settings\r\n");
    }
  }

  @Test
  void areBesideTheWebSocket() throws Exception {
    try (Page page = gate.page()) {
      assertThat(page.call("ping", "{}").path("result").asString()).isEqualTo("pong");
    }
  }

  private String get(String method, String path) throws Exception {
    try (RawSocket raw = gate.raw()) {
      raw.send(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + gate.port() + "\r\n\r\n");
      return raw.all();
    }
  }
}
