package dev.leash.bootstrap.ipc;

import dev.leash.application.AwaitDownload;
import dev.leash.application.CancelDownload;
import dev.leash.application.GetDownload;
import dev.leash.application.ListDownloads;
import dev.leash.application.PauseDownload;
import dev.leash.application.Refusal;
import dev.leash.application.ResumeDownload;
import dev.leash.application.StartDownload;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The methods about downloads. */
final class DownloadMethods {
  private static final int LIST_LIMIT = 1_000;
  static final Schema ID = Schema.text("1 to 64 of A-Z a-z 0-9 _ -", "[A-Za-z0-9_-]{1,64}");
  static final Schema STATE = Schema.oneOf(DownloadState.LABELS);

  private static final Shape<StartDownload.Ticket> STARTED =
      Shape.<StartDownload.Ticket>named("StartedDownload", "Which download it is.")
          .text(
              "downloadId",
              "the caller's own, or one that was made",
              ID,
              ticket -> ticket.id().value())
          .count("sessionId", "the session that it belongs to", ticket -> ticket.session().value())
          .build();

  private final StartDownload startDownload;
  private final AwaitDownload awaitDownload;
  private final CancelDownload cancelDownload;
  private final PauseDownload pauseDownload;
  private final ResumeDownload resumeDownload;
  private final GetDownload getDownload;
  private final ListDownloads listDownloads;
  private final Listeners listeners;
  private final Waits waits = new Waits();

  DownloadMethods(UseCases useCases, Listeners listeners) {
    this.startDownload = useCases.startDownload();
    this.awaitDownload = useCases.awaitDownload();
    this.cancelDownload = useCases.cancelDownload();
    this.pauseDownload = useCases.pauseDownload();
    this.resumeDownload = useCases.resumeDownload();
    this.getDownload = useCases.getDownload();
    this.listDownloads = useCases.listDownloads();
    this.listeners = listeners;
  }

  List<Method> methods() {
    List<Param> id = List.of(Param.required("downloadId", ID, "which download"));
    Method.Result result = Method.Result.of(StatusJson.RESULT);
    Method.Result status = Method.Result.of(StatusJson.STATUS);
    return List.of(
        new Method(
            "download_and_unzip",
            "Downloads an archive and unzips it; answers when all is done.",
            DownloadParams.ALL,
            result,
            this::downloadAndUnzip),
        new Method(
            "start_download",
            "Begins what download_and_unzip does, and answers at once.",
            DownloadParams.ALL,
            Method.Result.of(STARTED),
            this::start),
        new Method(
            "await_download",
            "Answers what download_and_unzip would have, as often as it is asked.",
            id,
            result,
            this::await),
        new Method(
            "cancel_download",
            "Cancels a download, and answers once it has ended.",
            id,
            status,
            this::cancel),
        new Method(
            "pause_download",
            "Closes a download's connections, and keeps what has arrived.",
            id,
            status,
            of(pauseDownload::pause)),
        new Method(
            "resume_download",
            "Has a paused download go on.",
            id,
            status,
            of(resumeDownload::resume)),
        new Method(
            "get_download", "Tells how a download stands.", id, status, of(getDownload::get)),
        new Method(
            "list_downloads",
            "Tells how downloads stand, the newest first.",
            List.of(
                Param.optional(
                    "sessionId", SessionMethods.SESSION_ID, "those of this session alone"),
                SessionMethods.scope("those of this scope alone"),
                Param.optional("state", STATE, "those in this state alone"),
                Param.optional(
                    "limit",
                    Schema.whole("1 to " + LIST_LIMIT, 1, LIST_LIMIT),
                    "how many at the most; " + LIST_LIMIT + " unless told"),
                Param.optional("before", ID, "those that are older than this one")),
            new Method.Result(
                "downloads",
                Schema.list("statuses", Schema.of(StatusJson.STATUS), Integer.MAX_VALUE)),
            this::list));
  }

  /** The connection has closed: its calls need no answer. */
  void disconnect(Client client) {
    waits.forget(client);
  }

  private void downloadAndUnzip(Params params, Client client, Reply reply) {
    StartDownload.Result result =
        startDownload.start(DownloadParams.command(params), ticket -> follow(client, ticket));
    switch (result) {
      case StartDownload.Result.Accepted(StartDownload.Ticket ticket) -> {
        waits.add(ticket, new Waits.Wait(client, reply));
        reply.onCancelRequest(() -> cancelDownload.cancel(ticket.id()));
      }
      case StartDownload.Result.Refused(Refusal refusal) -> reply.error(Errors.of(refusal));
    }
  }

  private void start(Params params, Client client, Reply reply) {
    StartDownload.Result result =
        startDownload.start(
            DownloadParams.command(params),
            ticket -> {
              // The answer first: a notification about a download that the caller does not know yet
              // would be lost on it.
              reply.result(STARTED.write(ticket));
              follow(client, ticket);
            });
    if (result instanceof StartDownload.Result.Refused(Refusal refusal)) {
      reply.error(Errors.of(refusal));
    }
  }

  private void await(Params params, Client client, Reply reply) {
    DownloadId id = id(params);
    awaitDownload
        .await(id)
        .ifPresentOrElse(
            ticket -> {
              follow(client, ticket);
              Waits.Wait wait = new Waits.Wait(client, reply);
              waits.add(ticket, wait);
              reply.onCancelRequest(() -> waits.giveUp(id, wait));
            },
            () -> reply.error(Errors.unknownDownload(id.value())));
  }

  private void cancel(Params params, Client client, Reply reply) {
    DownloadId id = id(params);
    Optional<CompletableFuture<DownloadStatus>> ended = cancelDownload.cancel(id);
    if (ended.isEmpty()) {
      reply.error(Errors.unknownDownload(id.value()));
    } else {
      var _ = ended.get().thenAccept(status -> reply.result(StatusJson.STATUS.write(status)));
    }
  }

  /** What answers with the status of a download. */
  private static Method.Handler of(Function<DownloadId, Optional<DownloadStatus>> useCase) {
    return (params, client, reply) -> {
      DownloadId id = id(params);
      useCase
          .apply(id)
          .map(StatusJson.STATUS::write)
          .ifPresentOrElse(reply::result, () -> reply.error(Errors.unknownDownload(id.value())));
    };
  }

  private void list(Params params, Client client, Reply reply) {
    OptionalLong session = params.integer("sessionId");
    ListDownloads.Query query =
        new ListDownloads.Query(
            session.isPresent()
                ? Optional.of(new SessionId(session.getAsLong()))
                : Optional.empty(),
            params.parsed("scope", Scope::new),
            params.string("state"),
            (int) params.integer("limit").orElse(LIST_LIMIT),
            params.parsed("before", DownloadId::new));
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    listDownloads.list(query).forEach(status -> list.add(StatusJson.STATUS.write(status)));
    reply.result(list);
  }

  private void follow(Client client, StartDownload.Ticket ticket) {
    listeners.follow(client, ticket.id(), ticket.ended());
  }

  private static DownloadId id(Params params) {
    return params.requiredParsed("downloadId", DownloadId::new);
  }
}
