package dev.leash.benchmarks.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScriptsTest {
  private static final String BASE = "http://127.0.0.1:1/pack/";

  private final Job one = job(new Job.Item("http://127.0.0.1:1/large/large.tar.gz", ""));
  private final Job pack =
      job(new Job.Item(BASE + "000.zip", "000"), new Job.Item(BASE + "001.zip", "001"));

  @Test
  void quotesWhatAShellWouldTakeApart() {
    assertThat(Shell.quoted("it's a \"dir\"")).isEqualTo("'it'\\''s a \"dir\"'");
  }

  @Test
  void pipesADownloadIntoAnUnpacker() {
    assertThat(Scripts.of(Peer.CURL_BSDTAR, one))
        .isEqualTo(
            "curl -sSf 'http://127.0.0.1:1/large/large.tar.gz' | bsdtar -xf - -C '/my trees/tree'");
  }

  @Test
  void unpacksTarsByTheirNames() {
    assertThat(Scripts.of(Peer.CURL_TAR, one)).contains("tar -xz -C");
    assertThat(Scripts.of(Peer.CURL_TAR, job(new Job.Item(BASE + "large.tar.zst", ""))))
        .contains("tar --zstd -x -C");
  }

  @Test
  void unpacksAPackIntoAFolderForEach() {
    assertThat(Scripts.of(Peer.CURL_BSDTAR, pack))
        .startsWith("cd '/my trees/tree' && mkdir 000 001 && ")
        .contains("for n in 000 001;")
        .contains("'" + BASE + "'$n.zip | bsdtar -xf - -C $n");
  }

  @Test
  void downloadsAPackAtOnceWhereTheToolCan() {
    assertThat(Scripts.of(Peer.CURL_Z_BSDTAR, pack))
        .contains("curl -sSf -Z -o '/my trees/scratch'/'#1.zip' '" + BASE + "''{000,001}.zip'");
  }

  @Test
  void everyPeerOfACaseHasAScriptForIt() {
    for (Case each : Case.values()) {
      Job job = each == Case.PACK ? pack : one;
      assertThat(Peer.of(each)).allSatisfy(peer -> assertThat(Scripts.of(peer, job)).isNotEmpty());
    }
  }

  private static Job job(Job.Item... items) {
    return new Job(List.of(items), Path.of("/my trees"));
  }
}
