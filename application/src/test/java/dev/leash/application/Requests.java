package dev.leash.application;

import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Makes requests, of which a test names only what it is about. For use by one thread. */
final class Requests {
  static final String URL = "https://example.org/mod.zip";
  static final Path FOLDER = Path.of("/games/mods");

  private String url = URL;
  private Path folder = FOLDER;
  private List<SourceUrl> mirrors = List.of();
  private Optional<Checksum> checksum = Optional.empty();
  private Install install = Install.MERGE;
  private OnExisting onExisting = OnExisting.REPLACE;
  private boolean unpack = true;
  private boolean keepArchive;
  private int stripComponents;
  private OptionalLong maxBytesPerSecond = OptionalLong.empty();
  private int priority;

  static Requests request() {
    return new Requests();
  }

  Requests from(String newUrl) {
    url = newUrl;
    return this;
  }

  Requests into(String newFolder) {
    folder = Path.of(newFolder);
    return this;
  }

  Requests mirrors(String... urls) {
    mirrors = Stream.of(urls).map(SourceUrl::parse).toList();
    return this;
  }

  Requests checksum(Checksum expected) {
    checksum = Optional.of(expected);
    return this;
  }

  Requests replacing() {
    install = Install.REPLACE;
    return this;
  }

  Requests onExisting(OnExisting what) {
    onExisting = what;
    return this;
  }

  Requests packed() {
    unpack = false;
    return this;
  }

  Requests keepingArchive() {
    keepArchive = true;
    return this;
  }

  Requests stripping(int components) {
    stripComponents = components;
    return this;
  }

  Requests maxBytesPerSecond(long limit) {
    maxBytesPerSecond = OptionalLong.of(limit);
    return this;
  }

  Requests priority(int newPriority) {
    priority = newPriority;
    return this;
  }

  DownloadRequest build() {
    return new DownloadRequest(
        new FileName("mod.zip"),
        SourceUrl.parse(url),
        folder,
        mirrors,
        checksum,
        Headers.NONE,
        install,
        onExisting,
        unpack,
        keepArchive,
        stripComponents,
        DownloadRequest.DEFAULT_CONNECTIONS,
        maxBytesPerSecond,
        priority);
  }
}
