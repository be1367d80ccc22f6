package dev.leash.domain.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DownloadRequestTest {
  private static final SourceUrl URL =
      SourceUrl.parse("https://user:secret@h/mod.zip?token=secret");
  private static final OptionalLong UNLIMITED = OptionalLong.empty();

  @Test
  void hasTheDefaultsThatAreDocumented() {
    DownloadRequest request = DownloadRequest.of(new FileName("mod.zip"), URL, Path.of("/mods"));

    assertThat(request).isEqualTo(request(List.of(), 0, 4, UNLIMITED));
  }

  @Test
  void takes16MirrorsAndNoMore() {
    assertThat(request(Collections.nCopies(16, URL), 0, 4, UNLIMITED).mirrors()).hasSize(16);
    refused("mirrors", Collections.nCopies(17, URL), 0, 4, UNLIMITED);
  }

  @Test
  void stripsNoneTo64Components() {
    assertThat(request(List.of(), 64, 4, UNLIMITED).stripComponents()).isEqualTo(64);
    refused("stripComponents", List.of(), 65, 4, UNLIMITED);
    refused("stripComponents", List.of(), -1, 4, UNLIMITED);
  }

  @Test
  void usesOneTo16Connections() {
    assertThat(request(List.of(), 0, 1, UNLIMITED).connections()).isEqualTo(1);
    assertThat(request(List.of(), 0, 16, UNLIMITED).connections()).isEqualTo(16);
    refused("connections", List.of(), 0, 0, UNLIMITED);
    refused("connections", List.of(), 0, 17, UNLIMITED);
  }

  @Test
  void isLimitedToAtLeastOneByteASecond() {
    assertThat(request(List.of(), 0, 4, OptionalLong.of(1)).maxBytesPerSecond()).hasValue(1);
    refused("maxBytesPerSecond", List.of(), 0, 4, OptionalLong.of(0));
    refused("maxBytesPerSecond", List.of(), 0, 4, OptionalLong.of(-1));
  }

  @Test
  void copiesItsMirrors() {
    List<SourceUrl> mirrors = new ArrayList<>(List.of(URL));
    DownloadRequest request = request(mirrors, 0, 4, UNLIMITED);

    mirrors.clear();

    assertThat(request.mirrors()).containsExactly(URL);
  }

  @Test
  void isShownWithoutSecrets() {
    DownloadRequest request =
        new DownloadRequest(
            new FileName("mod.zip"),
            URL,
            Path.of("/mods"),
            List.of(URL),
            Optional.empty(),
            new Headers(Map.of("Authorization", "secret")),
            Install.MERGE,
            OnExisting.REPLACE,
            true,
            false,
            0,
            4,
            UNLIMITED,
            0);

    assertThat(request.toString()).doesNotContain("secret").contains("https://h/mod.zip");
  }

  private static void refused(
      String field, List<SourceUrl> mirrors, int strip, int connections, OptionalLong speed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request(mirrors, strip, connections, speed))
        .withMessageStartingWith(field);
  }

  private static DownloadRequest request(
      List<SourceUrl> mirrors, int strip, int connections, OptionalLong speed) {
    return new DownloadRequest(
        new FileName("mod.zip"),
        URL,
        Path.of("/mods"),
        mirrors,
        Optional.empty(),
        Headers.NONE,
        Install.MERGE,
        OnExisting.REPLACE,
        true,
        false,
        strip,
        connections,
        speed,
        0);
  }
}
