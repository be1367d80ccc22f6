package dev.leash.benchmarks.install;

import dev.leash.benchmarks.install.data.Payload;
import dev.leash.benchmarks.install.server.Route;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is installed, and on which way it comes. */
enum Case {
  LARGE("large", "a zip of 410 MB, 40 files", Payload.LARGE, Route.PLAIN),
  MANY("many", "a zip of 20,000 small files", Payload.MANY, Route.PLAIN),
  STORED("stored", "a zip of 1 GB, stored", Payload.STORED, Route.PLAIN),
  PACK("pack", "200 zips of 1 MB, all at once", Payload.PACK, Route.PLAIN),
  TAR_GZ("tar.gz", "the large one as tar.gz", Payload.LARGE_TAR_GZ, Route.PLAIN),
  TAR_ZST("tar.zst", "the large one as tar.zst", Payload.LARGE_TAR_ZST, Route.PLAIN),
  LIMITED("limited", "the large one, 50 MiB/s a connection", Payload.LARGE, Route.LIMITED),
  LINK("link", "the large one, 1 Gbit/s and 20 ms", Payload.LARGE, Route.LINK),
  LINK_WITHOUT_RANGES(
      "link-no-ranges",
      "the same from a server without ranges",
      Payload.LARGE,
      Route.LINK_WITHOUT_RANGES);

  private final String shown;
  private final String about;
  private final Payload payload;
  private final Route route;

  Case(String shown, String about, Payload payload, Route route) {
    this.shown = shown;
    this.about = about;
    this.payload = payload;
    this.route = route;
  }

  /** What the aim is; where none is, the figures stand for themselves. */
  Optional<Aim> aim() {
    return switch (this) {
      case LARGE -> Aim.of(Peer.CURL_BSDTAR, 0.5);
      case MANY, STORED -> Aim.of(Peer.CURL_BSDTAR, 0.6);
      case PACK -> Aim.of(Peer.CURL_BSDTAR, 0.35);
      case TAR_GZ -> Aim.of(Peer.CURL_BSDTAR, 0.9);
      case TAR_ZST -> Aim.of(Peer.CURL_BSDTAR, 1.1);
      case LIMITED -> Optional.empty();
      case LINK -> Aim.of(Peer.DOWNLOAD_ALONE, 1.03);
      case LINK_WITHOUT_RANGES -> Aim.of(Peer.DOWNLOAD_ALONE, 1.1);
    };
  }

  String shown() {
    return shown;
  }

  String about() {
    return about;
  }

  Payload payload() {
    return payload;
  }

  Route route() {
    return route;
  }

  static Case named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.shown.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no case '%s'; there are %s".formatted(name, names())));
  }

  private static String names() {
    return Arrays.stream(values()).map(Case::shown).collect(Collectors.joining(", "));
  }
}
