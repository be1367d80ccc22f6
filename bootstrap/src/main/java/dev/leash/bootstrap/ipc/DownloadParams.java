package dev.leash.bootstrap.ipc;

import dev.leash.application.StartDownload;
import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The params of `download_and_unzip` and `start_download`. */
final class DownloadParams {
  private static final int MAX_PRIORITY = 1_000_000;

  static final List<Param> ALL =
      List.of(
          Param.required(
              "fileName",
              Schema.text("one plain file name of at most 255 bytes"),
              "the archive's name"),
          Param.required(
                  "downloadUrl",
                  Schema.text("an absolute http or https URL"),
                  "where the archive is")
              .withSecrets(),
          Param.required(
              "savePath",
              Schema.text("the absolute path of a folder"),
              "where the archive's tree goes; made when missing"),
          Param.optional(
              "sessionId",
              SessionMethods.SESSION_ID,
              "the session that the caller believes to be its own; the scope's current one unless"
                  + " told"),
          SessionMethods.scope("main unless told, or the session's"),
          Param.optional(
              "downloadId",
              DownloadMethods.ID,
              "the caller's own id for this try, so that a call sent twice is one download"),
          Param.optional(
                  "mirrors",
                  Schema.list(
                      "at most " + DownloadRequest.MAX_MIRRORS + " absolute http or https URLs",
                      Schema.text("an absolute http or https URL"),
                      DownloadRequest.MAX_MIRRORS),
                  "more URLs of the same bytes, tried in turn")
              .withSecrets(),
          Param.optional(
              "checksum",
              Schema.text(
                  "sha256:<hex>, or the same with sha512, sha1 or md5",
                  "(sha256|sha512|sha1|md5):[0-9A-Fa-f]+"),
              "of the archive"),
          Param.optional(
                  "headers",
                  Schema.texts(
                      "HTTP headers with their values as strings, none that the transfer sets"
                          + " itself"),
                  "request headers, sent to downloadUrl's origin only")
              .withSecrets(),
          Param.optional(
              "install",
              names(Install.values()),
              "merge: files join what savePath holds; replace: savePath becomes exactly the"
                  + " archive's tree"),
          Param.optional(
              "onExisting", names(OnExisting.values()), "with merge, for files that are there"),
          Param.optional(
              "unpack", Schema.flag(), "false publishes the file itself as savePath/fileName"),
          Param.optional(
              "keepArchive", Schema.flag(), "true publishes the archive too, as savePath/fileName"),
          Param.optional(
              "stripComponents",
              upTo(0, DownloadRequest.MAX_STRIP_COMPONENTS),
              "leading path components to drop from each entry"),
          Param.optional(
              "connections",
              upTo(1, DownloadRequest.MAX_CONNECTIONS),
              "how many connections this download may use at the most"),
          Param.optional(
              "maxBytesPerSecond",
              Schema.whole("a number of bytes, at least 1", 1, Schema.UNBOUNDED),
              "how fast this download may be"),
          Param.optional(
              "priority",
              Schema.whole(
                  "a number from " + -MAX_PRIORITY + " to " + MAX_PRIORITY,
                  -MAX_PRIORITY,
                  MAX_PRIORITY),
              "higher goes first among the queued"));

  private DownloadParams() {}

  static StartDownload.Command command(Params params) {
    OptionalLong session = params.integer("sessionId");
    return new StartDownload.Command(
        request(params),
        session.isPresent() ? Optional.of(new SessionId(session.getAsLong())) : Optional.empty(),
        params.parsed("scope", Scope::new),
        params.parsed("downloadId", DownloadId::new));
  }

  private static DownloadRequest request(Params params) {
    return new DownloadRequest(
        params.requiredParsed("fileName", FileName::new),
        params.requiredParsed("downloadUrl", SourceUrl::parse),
        params.requiredParsed("savePath", Path::of),
        mirrors(params),
        params.parsed("checksum", Checksum::parse),
        headers(params),
        oneOf(params, "install", Install.class).orElse(Install.MERGE),
        oneOf(params, "onExisting", OnExisting.class).orElse(OnExisting.REPLACE),
        params.flag("unpack", true),
        params.flag("keepArchive", false),
        (int) params.integer("stripComponents").orElse(0),
        (int) params.integer("connections").orElse(DownloadRequest.DEFAULT_CONNECTIONS),
        params.integer("maxBytesPerSecond"),
        (int) params.integer("priority").orElse(0));
  }

  private static List<SourceUrl> mirrors(Params params) {
    return params
        .value("mirrors")
        .map(node -> params.convert("mirrors", node, DownloadParams::urls))
        .orElse(List.of());
  }

  private static List<SourceUrl> urls(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(index -> url(array, index)).toList();
  }

  private static SourceUrl url(JsonNode array, int index) {
    try {
      return SourceUrl.parse(array.get(index).stringValue());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("element " + index + ": " + e.getMessage(), e);
    }
  }

  private static Headers headers(Params params) {
    return params
        .value("headers")
        .map(node -> params.convert("headers", node, DownloadParams::headersOf))
        .orElse(Headers.NONE);
  }

  private static Headers headersOf(JsonNode object) {
    Map<String, String> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(header -> values.put(header.getKey(), header.getValue().stringValue()));
    return new Headers(values);
  }

  private static Schema names(Enum<?>[] values) {
    return Schema.oneOf(Arrays.stream(values).map(DownloadParams::name).toList());
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Schema upTo(int min, int max) {
    return Schema.whole(min + " to " + max, min, max);
  }

  private static <E extends Enum<E>> Optional<E> oneOf(Params params, String name, Class<E> type) {
    return params.string(name).map(given -> Enum.valueOf(type, given.toUpperCase(Locale.ROOT)));
  }
}
