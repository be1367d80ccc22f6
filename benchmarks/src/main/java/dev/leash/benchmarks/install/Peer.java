package dev.leash.benchmarks.install;

import dev.leash.benchmarks.kit.Tool;
import java.util.List;

/** What people use instead. */
enum Peer {
  /** No installation, but what none of them can go below. */
  DOWNLOAD_ALONE("download alone", List.of(List.of("curl"))),
  CURL_BSDTAR("curl | bsdtar", List.of(List.of("curl"), List.of("bsdtar"))),
  CURL_UNZIP("curl && unzip", List.of(List.of("curl"), List.of("unzip"))),
  ARIA2_7Z("aria2c -x16 && 7z", List.of(List.of("aria2c"), List.of("7zz", "7z", "7za"))),
  CURL_TAR("curl | tar", List.of(List.of("curl"), List.of("tar"))),
  CURL_Z_BSDTAR(
      "curl -Z && 2 bsdtar", List.of(List.of("curl"), List.of("bsdtar"), List.of("xargs")));

  private final String shown;
  private final List<List<String>> tools;

  Peer(String shown, List<List<String>> tools) {
    this.shown = shown;
    this.tools = tools;
  }

  String shown() {
    return shown;
  }

  /** Of each that it needs and that is not here, its names. */
  List<String> missing() {
    return tools.stream()
        .filter(names -> Tool.find(names.toArray(String[]::new)).isEmpty())
        .map(names -> String.join(" or ", names))
        .toList();
  }

  /** Those that are compared in a case. */
  static List<Peer> of(Case measured) {
    if (measured.route().isLink()) {
      return List.of(DOWNLOAD_ALONE, CURL_BSDTAR, CURL_UNZIP, ARIA2_7Z);
    }
    return switch (measured.payload()) {
      case LARGE, MANY, STORED -> List.of(CURL_BSDTAR, CURL_UNZIP, ARIA2_7Z);
      case PACK -> List.of(CURL_BSDTAR, CURL_UNZIP, ARIA2_7Z, CURL_Z_BSDTAR);
      case LARGE_TAR_GZ, LARGE_TAR_ZST -> List.of(CURL_BSDTAR, CURL_TAR);
    };
  }
}
