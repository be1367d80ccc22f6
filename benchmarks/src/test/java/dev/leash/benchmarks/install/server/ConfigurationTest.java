package dev.leash.benchmarks.install.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {
  private final InetSocketAddress address =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 4711);

  @Test
  void listensAtTheLoopbackAlone() {
    String text = text(Listener.plain(address));

    assertThat(text.lines().filter(line -> line.contains("listen ")))
        .containsExactly("    listen 127.0.0.1:4711;");
  }

  @Test
  void servesTheFolderAsItIsNamed() {
    assertThat(text(Listener.plain(address))).contains("root \"/da ta\";");
  }

  @Test
  void limitsEachConnection() {
    assertThat(text(Listener.limited(address, 50))).contains("limit_rate 50m;");
    assertThat(text(Listener.plain(address))).doesNotContain("limit_rate");
  }

  @Test
  void servesNoRangesWhereItShallNot() {
    assertThat(text(Listener.withoutRanges(address))).contains("max_ranges 0;");
  }

  @Test
  void namesAUserWhereItMayChoose() {
    Configuration chosen =
        new Configuration(Path.of("/own"), Path.of("/data"), Optional.of("root"), List.of());

    assertThat(chosen.text()).startsWith("user root;");
    assertThat(text(Listener.plain(address))).doesNotContain("user ");
  }

  private static String text(Listener listener) {
    return new Configuration(
            Path.of("/own"), Path.of("/da ta"), Optional.empty(), List.of(listener))
        .text();
  }
}
