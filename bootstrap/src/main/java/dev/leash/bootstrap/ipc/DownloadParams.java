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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** The params of `download_and_unzip` and `start_download`. */
final class DownloadParams {
  static final List<Param> ALL =
      List.of(
          Param.required("fileName", ParamType.STRING, "one plain file name of at most 255 bytes"),
          Param.required("downloadUrl", ParamType.STRING, "an absolute http or https URL")
              .withSecrets(),
          Param.required("savePath", ParamType.STRING, "the absolute path of a folder"),
          Param.optional("sessionId", ParamType.INTEGER, "the id of a session, at least 0"),
          SessionMethods.scope(),
          Param.optional("downloadId", ParamType.STRING, "1 to 64 of A-Z a-z 0-9 _ -"),
          Param.optional(
                  "mirrors",
                  ParamType.ARRAY,
                  "at most " + DownloadRequest.MAX_MIRRORS + " absolute http or https URLs")
              .withSecrets(),
          Param.optional(
              "checksum", ParamType.STRING, "sha256:<hex>, or the same with sha512, sha1 or md5"),
          Param.optional(
                  "headers",
                  ParamType.OBJECT,
                  "HTTP headers with their values as strings, none that the transfer sets itself")
              .withSecrets(),
          Param.optional("install", ParamType.STRING, "merge or replace"),
          Param.optional("onExisting", ParamType.STRING, "replace, keep or fail"),
          Param.optional("unpack", ParamType.BOOLEAN, "true or false"),
          Param.optional("keepArchive", ParamType.BOOLEAN, "true or false"),
          Param.optional(
              "stripComponents", ParamType.INTEGER, "0 to " + DownloadRequest.MAX_STRIP_COMPONENTS),
          Param.optional(
              "connections", ParamType.INTEGER, "1 to " + DownloadRequest.MAX_CONNECTIONS),
          Param.optional("maxBytesPerSecond", ParamType.INTEGER, "a number of bytes, at least 1"),
          Param.optional("priority", ParamType.INTEGER, "a number from -1000000 to 1000000"));

  private static final int MAX_PRIORITY = 1_000_000;

  private DownloadParams() {}

  static StartDownload.Command command(Params params) {
    OptionalLong session = params.integer("sessionId", 0, Long.MAX_VALUE);
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
        (int) params.integer("stripComponents", 0, DownloadRequest.MAX_STRIP_COMPONENTS).orElse(0),
        (int)
            params
                .integer("connections", 1, DownloadRequest.MAX_CONNECTIONS)
                .orElse(DownloadRequest.DEFAULT_CONNECTIONS),
        params.integer("maxBytesPerSecond", 1, Long.MAX_VALUE),
        (int) params.integer("priority", -MAX_PRIORITY, MAX_PRIORITY).orElse(0));
  }

  private static List<SourceUrl> mirrors(Params params) {
    return params
        .value("mirrors")
        .map(node -> params.convert("mirrors", node, DownloadParams::urls))
        .orElse(List.of());
  }

  private static List<SourceUrl> urls(JsonNode array) {
    if (array.size() > DownloadRequest.MAX_MIRRORS) {
      throw new IllegalArgumentException("too many");
    }
    List<SourceUrl> urls = new ArrayList<>();
    for (JsonNode element : array) {
      urls.add(SourceUrl.parse(string(element)));
    }
    return urls;
  }

  private static Headers headers(Params params) {
    return params
        .value("headers")
        .map(node -> params.convert("headers", node, DownloadParams::headersOf))
        .orElse(Headers.NONE);
  }

  private static Headers headersOf(JsonNode object) {
    Map<String, String> values = new LinkedHashMap<>();
    object.properties().forEach(header -> values.put(header.getKey(), string(header.getValue())));
    return new Headers(values);
  }

  private static String string(JsonNode element) {
    if (!element.isString()) {
      throw new IllegalArgumentException("not a string");
    }
    return element.stringValue();
  }

  private static <E extends Enum<E>> Optional<E> oneOf(Params params, String name, Class<E> type) {
    return params.parsed(
        name,
        given -> {
          E value = Enum.valueOf(type, given.toUpperCase(Locale.ROOT));
          if (!value.name().toLowerCase(Locale.ROOT).equals(given)) {
            throw new IllegalArgumentException("not in lower case");
          }
          return value;
        });
  }
}
