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
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Downloads as the protocol writes them. */
final class StatusJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** A download as it stands. */
  static final Shape<DownloadStatus> STATUS =
      Shape.<DownloadStatus>named("Status", "A download as it stands.")
          .text("downloadId", "which download", DownloadMethods.ID, s -> s.id().value())
          .count("sessionId", "the session that it belongs to", s -> s.session().value())
          .text("scope", "the session's scope", SessionMethods.SCOPE, s -> s.scope().name())
          .text("fileName", "the archive's name", s -> s.request().fileName().value())
          .text(
              "downloadUrl",
              "where it comes from, without user info, query and fragment",
              s -> s.request().url().toString())
          .text("savePath", "where it goes, as asked for", s -> s.request().savePath().toString())
          .text("state", "how far it is", DownloadMethods.STATE, s -> s.state().label())
          .count("receivedBytes", "of the archive", of(Progress::receivedBytes))
          .countOrNull(
              "totalBytes",
              "of the archive; null where the server does not tell",
              s -> s.progress().totalBytes())
          .count(
              "bytesPerSecond",
              "smoothed; 0 once it has ended",
              s -> isOver(s) ? 0 : s.progress().bytesPerSecond())
          .countOrNull(
              "etaSeconds",
              "until all has arrived; null where it is not known, and once it has ended",
              s -> isOver(s) ? OptionalLong.empty() : s.progress().etaSeconds())
          .count("extractedFiles", "of the tree", of(Progress::extractedFiles))
          .countOrNull(
              "totalFiles",
              "of the tree; null until the archive has told",
              s -> s.progress().totalFiles())
          .count("extractedBytes", "of the tree", of(Progress::extractedBytes))
          .add(
              "attempt",
              "counts from 1; the counts above never fall but when it rises",
              Schema.whole("a number from 1 on", 1, Schema.UNBOUNDED),
              s -> JsonNodeFactory.instance.numberNode(s.state().attempt()))
          .count(
              "connections", "how many are open", s -> isOver(s) ? 0 : s.progress().connections())
          .add(
              "error",
              "why it did not complete; null unless it ended so",
              Schema.nullable(Schema.of(RpcError.SHAPE)),
              s -> orNull(error(s), RpcError::toJson))
          .text("startedAt", "when it was accepted; ISO 8601, UTC", s -> time(s.startedAt()))
          .textOrNull(
              "finishedAt",
              "when it ended; null until then",
              s -> ended(s).map(DownloadState.Ended::at).map(StatusJson::time))
          .build();

  /** What a completed download came to. */
  static final Shape<Completion> RESULT =
      Shape.<Completion>named("DownloadResult", "What a completed download came to.")
          .text("downloadId", "which download", DownloadMethods.ID, c -> c.of().id().value())
          .count("sessionId", "the session that it belonged to", c -> c.of().session().value())
          .text("path", "the real savePath, links resolved", c -> c.result().path().toString())
          .count("files", "that were unzipped", c -> c.result().files())
          .count("bytes", "that were unzipped", c -> c.result().bytes())
          .count("archiveBytes", "of the archive", c -> c.result().archiveBytes())
          .text("sha256", "of the archive, in hexadecimal", c -> c.result().sha256())
          .count(
              "durationMillis",
              "from acceptance to completion",
              c -> c.result().duration().toMillis())
          .build();

  /** What `download_finished` tells. */
  static final Shape<DownloadStatus> FINISHED =
      Shape.<DownloadStatus>named("FinishedDownload", "A download that has ended.")
          .all(STATUS)
          .add(
              "result",
              "what it came to; null unless it completed",
              Schema.nullable(Schema.of(RESULT)),
              s -> orNull(completion(s), RESULT::write))
          .build();

  /** A download that completed. */
  record Completion(DownloadStatus of, DownloadResult result) {}

  private StatusJson() {}

  /** What the caller of an ended download is answered. */
  static void answer(DownloadStatus status, Reply reply) {
    completion(status)
        .map(RESULT::write)
        .ifPresentOrElse(
            reply::result, () -> reply.error(error(status).orElseGet(RpcError::internal)));
  }

  /** Why an ended download did not complete. */
  private static Optional<RpcError> error(DownloadStatus status) {
    return ended(status)
        .flatMap(ended ->
            switch (ended.outcome()) {
              case Outcome.Completed(var result) -> Optional.empty();
              case Outcome.Failed(var failure) -> Optional.of(Errors.of(status, failure));
              case Outcome.Cancelled(var cause) -> Optional.of(Errors.of(status, cause));
            });
  }

  private static Optional<Completion> completion(DownloadStatus status) {
    return ended(status)
        .flatMap(ended ->
            ended.outcome() instanceof Outcome.Completed(DownloadResult result)
                ? Optional.of(new Completion(status, result))
                : Optional.empty());
  }

  private static Optional<DownloadState.Ended> ended(DownloadStatus status) {
    return status.state() instanceof DownloadState.Ended ended
        ? Optional.of(ended)
        : Optional.empty();
  }

  private static boolean isOver(DownloadStatus status) {
    return ended(status).isPresent();
  }

  private static <V> JsonNode orNull(Optional<V> value, Function<V, ObjectNode> write) {
    return value.<JsonNode>map(write).orElseGet(JsonNodeFactory.instance::nullNode);
  }

  private static ToLongFunction<DownloadStatus> of(ToLongFunction<Progress> count) {
    return status -> count.applyAsLong(status.progress());
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
