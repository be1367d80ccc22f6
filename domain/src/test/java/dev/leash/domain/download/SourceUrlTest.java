package dev.leash.domain.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceUrlTest {
  @Nested
  final class Parsed {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "mod.zip",
          "/mod.zip",
          "//h/mod.zip",
          "https://h/a b",
          "https://h/%zz",
          "http://[::1/x",
          "://h",
          "https://h/a\nb",
          "http://"
        })
    void refusesWhatIsNoUrl(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SourceUrl.parse(text))
          .withMessageContaining("URL");
    }

    @Test
    void neverRepeatsTheTextInARefusalNorInItsCause() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SourceUrl.parse("https://user:secret@h/a b?token=secret"))
          .satisfies(
              refusal -> assertThat(refusal).hasNoCause().message().doesNotContain("secret"));
    }

    @Test
    void takes16384CharactersAndNoMore() {
      String longest = "http://h/" + "p".repeat(16_384 - 9);

      assertThat(SourceUrl.parse(longest)).hasToString(longest);
      assertThatIllegalArgumentException().isThrownBy(() -> SourceUrl.parse(longest + "p"));
    }
  }

  @Nested
  final class Shown {
    @ParameterizedTest
    @CsvSource({
      "https://h/mod.zip, https://h/mod.zip",
      "https://user:secret@h/mod.zip, https://h/mod.zip",
      "https://secret@h:8443/mod.zip, https://h:8443/mod.zip",
      "https://h/mod.zip?token=secret, https://h/mod.zip",
      "https://h/mod.zip#secret, https://h/mod.zip",
      "https://h?secret, https://h",
      "HTTPS://Host/Mod.zip, https://Host/Mod.zip",
      "http://u:se@cret@h/m, http://h/m",
      "http://u:secret@[::1]:80/a%20b?q, http://[::1]:80/a%20b",
      "file:/etc/passwd, file:///etc/passwd",
      "http:/u:secret@h/m, http:",
      "mailto:secret@h, mailto:",
      "http:secret?secret#secret, http:",
    })
    void leavesOutWhatMayBeSecret(String text, String shown) {
      assertThat(SourceUrl.parse(text)).hasToString(shown);
    }
  }

  @Nested
  final class Judged {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://h",
          "https://h/mod.zip",
          "HTTP://H",
          "https://1.2.3.4:1/x",
          "http://[::1]/x",
          "http://[fe80::1]:65535/x",
          "http://u@h/"
        })
    void mayBeFetched(String text) {
      assertThat(SourceUrl.parse(text).refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "file:///etc/passwd",
          "ftp://h/x",
          "jar:file:/x!/y",
          "mailto:x",
          "data:text/plain,x",
          "javascript:1"
        })
    void isRefusedForItsScheme(String text) {
      assertThat(SourceUrl.parse(text).refusal())
          .hasValueSatisfying(why -> assertThat(why).contains("only http and https"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http:foo",
          "http:/foo",
          "https:///foo",
          "http://:80/x",
          "http://a@b@c/",
          "http://my_nas:8171/x",
          "http://h:port/"
        })
    void isRefusedWithoutAHost(String text) {
      assertThat(SourceUrl.parse(text).refusal())
          .hasValueSatisfying(why -> assertThat(why).startsWith("the URL has no host"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h:0/", "http://h:65536/", "https://[::1]:2147483647/"})
    void isRefusedForAPortThatIsNone(String text) {
      assertThat(SourceUrl.parse(text).refusal()).contains("the URL's port must be 1 to 65535");
    }

    @Test
    void isSecureOverTlsAlone() {
      assertThat(SourceUrl.parse("HTTPS://h").isSecure()).isTrue();
      assertThat(SourceUrl.parse("http://h").isSecure()).isFalse();
    }
  }

  @Nested
  final class Compared {
    @ParameterizedTest
    @CsvSource({
      "http://h/a, http://h/b?c",
      "http://h, http://h:80",
      "https://h:443/, https://h",
      "http://h:/, http://h",
      "HTTPS://Example.Org, https://example.org:443",
      "http://u:p@h/, http://h/",
      "http://[::1]/, http://[::1]:80/",
      "http://[FE80::A]/, http://[fe80::a]/",
    })
    void isOfTheSameOrigin(String one, String other) {
      assertThat(sameOrigin(one, other)).isTrue();
      assertThat(sameOrigin(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
      "http://h, https://h",
      "http://h:443, https://h",
      "https://h:80, http://h",
      "http://h, http://h:8080",
      "http://h, http://g",
      "http://h, http://h.",
      "http://h, http://x.h",
      "http://[::1], http://[::2]",
      "http:foo, http:foo",
      "http://a_b/, http://c_d/",
      "mailto:x, mailto:x",
    })
    void isOfAnotherOrigin(String one, String other) {
      assertThat(sameOrigin(one, other)).isFalse();
      assertThat(sameOrigin(other, one)).isFalse();
    }

    private static boolean sameOrigin(String one, String other) {
      return SourceUrl.parse(one).sameOrigin(SourceUrl.parse(other));
    }
  }

  @Test
  void keepsTheWholeUrlForTheTransfer() {
    assertThat(Optional.of(SourceUrl.parse("https://u:p@h/a?b").uri()))
        .map(Object::toString)
        .contains("https://u:p@h/a?b");
  }

  /** {@code new URL(text).href} has these in it. */
  @Test
  void writesWhatBrowsersLeaveAsItIsEscaped() {
    SourceUrl url = SourceUrl.parse("http://[::1]:80/[1.20]Some|Mod^.zip?x=a|b{1}#[2]");

    assertThat(url.uri())
        .hasToString("http://[::1]:80/%5B1.20%5DSome%7CMod%5E.zip?x=a%7Cb%7B1%7D#%5B2%5D");
  }

  @Test
  void writesOtherCharactersAsTheBytesOfTheirUtf8() {
    assertThat(SourceUrl.parse("http://h/mods/\u00fc\u4e2d.zip?n=\u00fc").uri().toString())
        .isEqualTo("http://h/mods/%C3%BC%E4%B8%AD.zip?n=%C3%BC");
  }
}
