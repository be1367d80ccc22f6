package dev.leash.http;

import static dev.leash.http.Rig.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.testing.RecordedExchange;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApacheTransferRedirectTest extends AgainstAServer {
  private ScriptedServer other;

  @BeforeEach
  void startOther() throws IOException {
    other = ScriptedServer.start();
  }

  @AfterEach
  void stopOther() throws IOException {
    other.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsARedirect(int status) {
    server.on("/mod.zip", Step.redirect(status, "/there?x=1")).serve("/there", new byte[3]);

    assertThat(rig.fetch(server.url("/mod.zip"))).isInstanceOf(Fetched.Whole.class);
    assertThat(server.exchanges().getLast().target()).isEqualTo("/there?x=1");
  }

  @Test
  void followsTenRedirects() {
    chain(10);

    assertThat(rig.fetch(server.url("/0"))).isInstanceOf(Fetched.Whole.class);
  }

  @Test
  void doesNotFollowAnEleventhRedirect() {
    chain(11);

    assertThat(rig.fetch(server.url("/0"))).isEqualTo(failed(new Failure.TooManyRedirects(10)));
    assertThat(server.exchanges()).hasSize(11);
  }

  @Test
  void leavesTheEndlessBodyOfARedirectUnread() throws Exception {
    server.on("/mod.zip", Step.head(302, "Location: " + other.url("/there")), Step.flow());
    other.serve("/there", new byte[3]);

    assertThat(rig.fetch(server.url("/mod.zip"))).isInstanceOf(Fetched.Whole.class);
    server.awaitExchange(0).awaitClosed();
    assertThat(rig.heard.connections()).containsExactly(1, 0, 1, 0);
  }

  @Test
  void keepsTheCallersSecretsWithinTheOrigin() {
    server.on("/mod.zip", Step.redirect(302, server.url("/there"))).serve("/there", new byte[3]);

    rig.fetch(Rig.source(withUserInfo(server.url("/mod.zip")), Map.of("X-Key", "k")));

    assertThat(server.exchanges().getLast().header("X-Key")).containsExactly("k");
    assertThat(server.exchanges().getLast().header("Authorization")).hasSize(1);
  }

  @Test
  void dropsTheCallersSecretsOnAnotherOriginForGood() {
    server.on("/mod.zip", Step.redirect(302, other.url("/between"))).serve("/back", new byte[3]);
    other.on("/between", Step.redirect(302, server.url("/back")));

    rig.fetch(
        Rig.source(withUserInfo(server.url("/mod.zip")), Map.of("X-Key", "k", "Cookie", "c")));

    assertThat(server.exchanges().getFirst().header("X-Key")).containsExactly("k");
    assertThat(List.of(other.exchanges().getFirst(), server.exchanges().getLast()))
        .allSatisfy(ApacheTransferRedirectTest::assertNoSecrets);
    assertThat(server.exchanges().getLast().target()).isEqualTo("/back");
  }

  @Test
  void doesNotSendTheUserInfoThatALocationHas() {
    server.on("/mod.zip", Step.redirect(302, withUserInfo(other.url("/there"))));
    other.serve("/there", new byte[3]);

    rig.fetch(server.url("/mod.zip"));

    assertNoSecrets(other.exchanges().getFirst());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://localhost/x",
        "file:///etc/passwd",
        "javascript:hush",
        "mailto:hush@localhost"
      })
  void followsToHttpOnly(String location) {
    server.on("/mod.zip", Step.redirect(302, location));

    assertThat(rig.fetch(server.url("/mod.zip")))
        .isEqualTo(
            failed(
                new Failure.RedirectNotAllowed(
                    "a redirect led to what is neither http nor https")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "http://",
        "http:///x",
        "http://[hush/",
        "http://a b/",
        "%zz",
        "http://localhost:hush/",
        "\u0000"
      })
  void takesAGarbageLocationForUnsoundHttp(String location) {
    server.on("/mod.zip", Step.redirect(302, location));

    Fetched fetched = rig.fetch(server.url("/mod.zip"));

    assertThat(fetched)
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.ProtocolError.class));
    assertThat(fetched.toString()).doesNotContain("hush");
  }

  @Test
  void takesARedirectWithoutALocationForUnsoundHttp() {
    server.on("/mod.zip", Step.head(302, "Content-Length: 0"));

    assertThat(rig.fetch(server.url("/mod.zip")))
        .isEqualTo(failed(new Failure.ProtocolError("a redirect must have one Location")));
  }

  private void chain(int redirects) {
    for (int i = 0; i < redirects; i++) {
      server.on("/" + i, Step.redirect(302, "/" + (i + 1)));
    }
    server.serve("/" + redirects, new byte[3]);
  }

  private static String withUserInfo(String url) {
    return url.replace("://", "://me:secret@");
  }

  private static void assertNoSecrets(RecordedExchange exchange) {
    assertThat(exchange.headers()).doesNotContainKeys("X-Key", "Cookie", "Authorization");
  }
}
