package dev.leash.benchmarks.install;

import dev.leash.benchmarks.kit.Tool;
import java.util.List;
import java.util.stream.Stream;

/** What people use instead. */
enum Peer {
  /** No installation, but what none of them can go below. */
  DOWNLOAD_ALONE("download alone"),
  CURL_BSDTAR("curl | bsdtar"),
  CURL_UNZIP("curl && unzip"),
  ARIA2_7Z("aria2c -x16 && 7z"),
  CURL_TAR("curl | tar"),
  CURL_Z_BSDTAR("curl -Z && 2 bsdtar");

  private final String shown;

  Peer(String shown) {
    this.shown = shown;
  }

  String shown() {
    return shown;
  }

  /** Of each that it needs and that is not here, its names. */
  List<String> missing() {
    return tools()
        .filter(names -> Tool.find(names.toArray(String[]::new)).isEmpty())
        .map(names -> String.join(" or ", names))
        .toList();
  }

  /** Each by the names that it may have. */
  private Stream<List<String>> tools() {
    return switch (this) {
      case DOWNLOAD_ALONE -> Stream.of(List.of("curl"));
      case CURL_BSDTAR -> Stream.of(List.of("curl"), List.of("bsdtar"));
      case CURL_UNZIP -> Stream.of(List.of("curl"), List.of("unzip"));
      case ARIA2_7Z -> Stream.of(List.of("aria2c"), List.of("7zz", "7z", "7za"));
      case CURL_TAR -> Stream.of(List.of("curl"), List.of("tar"));
      case CURL_Z_BSDTAR -> Stream.of(List.of("curl"), List.of("bsdtar"), List.of("xargs"));
    };
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
