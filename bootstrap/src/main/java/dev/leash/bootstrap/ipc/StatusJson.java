package dev.leash.bootstrap.ipc;

import dev.leash.domain.download.DownloadResult;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.download.Progress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Downloads as the protocol writes them. */
final class StatusJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private StatusJson() {}

  static ObjectNode status(DownloadStatus status) {
    Progress progress = status.progress();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("downloadId", status.id().value());
    json.put("sessionId", status.session().value());
    json.put("scope", status.scope().name());
    json.put("fileName", status.request().fileName().value());
    json.put("downloadUrl", status.request().url().toString());
    json.put("savePath", status.request().savePath().toString());
    json.put("state", status.state().label());
    json.put("receivedBytes", progress.receivedBytes());
    put(json, "totalBytes", progress.totalBytes());
    json.put("bytesPerSecond", isOver(status) ? 0 : progress.bytesPerSecond());
    put(json, "etaSeconds", isOver(status) ? OptionalLong.empty() : progress.etaSeconds());
    json.put("extractedFiles", progress.extractedFiles());
    put(json, "totalFiles", progress.totalFiles());
    json.put("extractedBytes", progress.extractedBytes());
    json.put("attempt", status.state().attempt());
    json.put("connections", isOver(status) ? 0 : progress.connections());
    json.set(
        "error",
        error(status).<JsonNode>map(RpcError::toJson).orElse(JsonNodeFactory.instance.nullNode()));
    json.put("startedAt", time(status.startedAt()));
    json.put(
        "finishedAt",
        status.state() instanceof DownloadState.Ended ended ? time(ended.at()) : null);
    return json;
  }

  /** What `download_finished` has beside the status: the result, or null. */
  static ObjectNode finished(DownloadStatus status) {
    ObjectNode json = status(status);
    json.set(
        "result",
        status.state() instanceof DownloadState.Ended(Outcome.Completed completed, var a, var at)
            ? result(status, completed.result())
            : JsonNodeFactory.instance.nullNode());
    return json;
  }

  static ObjectNode result(DownloadStatus status, DownloadResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("downloadId", status.id().value());
    json.put("sessionId", status.session().value());
    json.put("path", result.path().toString());
    json.put("files", result.files());
    json.put("bytes", result.bytes());
    json.put("archiveBytes", result.archiveBytes());
    json.put("sha256", result.sha256());
    json.put("durationMillis", result.duration().toMillis());
    return json;
  }

  /** Why an ended download did not complete. */
  static Optional<RpcError> error(DownloadStatus status) {
    if (!(status.state() instanceof DownloadState.Ended ended)) {
      return Optional.empty();
    }
    return switch (ended.outcome()) {
      case Outcome.Completed(var result) -> Optional.empty();
      case Outcome.Failed(var failure) -> Optional.of(Errors.of(status, failure));
      case Outcome.Cancelled(var cause) -> Optional.of(Errors.of(status, cause));
    };
  }

  private static boolean isOver(DownloadStatus status) {
    return status.state() instanceof DownloadState.Ended;
  }

  private static void put(ObjectNode json, String name, OptionalLong value) {
    if (value.isPresent()) {
      json.put(name, value.getAsLong());
    } else {
      json.putNull(name);
    }
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
