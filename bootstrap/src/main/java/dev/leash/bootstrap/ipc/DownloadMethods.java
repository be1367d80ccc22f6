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
import dev.leash.domain.download.Outcome;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The methods about downloads. */
final class DownloadMethods {
  private static final int LIST_LIMIT = 1_000;
  private static final List<String> STATES = DownloadState.LABELS;
  static final String ID = "1 to 64 of A-Z a-z 0-9 _ -";

  private final StartDownload startDownload;
  private final AwaitDownload awaitDownload;
  private final CancelDownload cancelDownload;
  private final PauseDownload pauseDownload;
  private final ResumeDownload resumeDownload;
  private final GetDownload getDownload;
  private final ListDownloads listDownloads;
  private final Notifier notifier;

  DownloadMethods(UseCases useCases, Notifier notifier) {
    this.startDownload = useCases.startDownload();
    this.awaitDownload = useCases.awaitDownload();
    this.cancelDownload = useCases.cancelDownload();
    this.pauseDownload = useCases.pauseDownload();
    this.resumeDownload = useCases.resumeDownload();
    this.getDownload = useCases.getDownload();
    this.listDownloads = useCases.listDownloads();
    this.notifier = notifier;
  }

  List<Method> methods() {
    List<Param> id = List.of(Param.required("downloadId", ParamType.STRING, ID));
    return List.of(
        new Method("download_and_unzip", DownloadParams.ALL, this::downloadAndUnzip),
        new Method("start_download", DownloadParams.ALL, this::start),
        new Method("await_download", id, this::await),
        new Method("cancel_download", id, this::cancel),
        new Method("pause_download", id, of(pauseDownload::pause)),
        new Method("resume_download", id, of(resumeDownload::resume)),
        new Method("get_download", id, of(getDownload::get)),
        new Method(
            "list_downloads",
            List.of(
                Param.optional("sessionId", ParamType.INTEGER, "the id of a session, at least 0"),
                SessionMethods.scope(),
                Param.optional("state", ParamType.STRING, "one of " + String.join(", ", STATES)),
                Param.optional("limit", ParamType.INTEGER, "1 to " + LIST_LIMIT),
                Param.optional("before", ParamType.STRING, "the downloadId of a download, " + ID)),
            this::list));
  }

  private void downloadAndUnzip(Params params, Client client, Reply reply) {
    StartDownload.Result result =
        startDownload.start(DownloadParams.command(params), ticket -> follow(client, ticket));
    switch (result) {
      case StartDownload.Result.Accepted(StartDownload.Ticket ticket) ->
          answerAtEnd(ticket.ended(), reply);
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
              reply.result(started(ticket));
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
              answerAtEnd(ticket.ended(), reply);
            },
            () -> reply.error(Errors.unknownDownload(id.value())));
  }

  private void cancel(Params params, Client client, Reply reply) {
    DownloadId id = id(params);
    Optional<CompletableFuture<DownloadStatus>> ended = cancelDownload.cancel(id);
    if (ended.isEmpty()) {
      reply.error(Errors.unknownDownload(id.value()));
    } else {
      var _ = ended.get().thenAccept(status -> reply.result(StatusJson.status(status)));
    }
  }

  /** What answers with the status of a download. */
  private static Method.Handler of(Function<DownloadId, Optional<DownloadStatus>> useCase) {
    return (params, client, reply) -> {
      DownloadId id = id(params);
      useCase
          .apply(id)
          .map(StatusJson::status)
          .ifPresentOrElse(reply::result, () -> reply.error(Errors.unknownDownload(id.value())));
    };
  }

  private void list(Params params, Client client, Reply reply) {
    OptionalLong session = params.integer("sessionId", 0, Long.MAX_VALUE);
    Optional<String> state = params.string("state");
    if (state.isPresent() && !STATES.contains(state.get())) {
      throw params.refused("state");
    }
    ListDownloads.Query query =
        new ListDownloads.Query(
            session.isPresent()
                ? Optional.of(new SessionId(session.getAsLong()))
                : Optional.empty(),
            params.parsed("scope", Scope::new),
            state,
            (int) params.integer("limit", 1, LIST_LIMIT).orElse(LIST_LIMIT),
            params.parsed("before", DownloadId::new));
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    listDownloads.list(query).forEach(status -> list.add(StatusJson.status(status)));
    reply.result(list);
  }

  private void follow(Client client, StartDownload.Ticket ticket) {
    notifier.follow(client, ticket.id(), ticket.ended());
  }

  private static void answerAtEnd(CompletableFuture<DownloadStatus> ended, Reply reply) {
    var _ = ended.thenAccept(status -> answer(status, reply));
  }

  private static void answer(DownloadStatus status, Reply reply) {
    if (status.state() instanceof DownloadState.Ended(Outcome.Completed completed, var a, var at)) {
      reply.result(StatusJson.result(status, completed.result()));
    } else {
      reply.error(StatusJson.error(status).orElseGet(RpcError::internal));
    }
  }

  private static DownloadId id(Params params) {
    return params.requiredParsed("downloadId", DownloadId::new);
  }

  private static ObjectNode started(StartDownload.Ticket ticket) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("downloadId", ticket.id().value());
    result.put("sessionId", ticket.session().value());
    return result;
  }
}
