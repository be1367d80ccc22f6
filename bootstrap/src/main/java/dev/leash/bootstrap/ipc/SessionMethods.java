package dev.leash.bootstrap.ipc;

import dev.leash.application.BeginSession;
import dev.leash.application.EndSession;
import dev.leash.application.GetSessionId;
import dev.leash.application.Refusal;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The methods about sessions. */
final class SessionMethods {
  private static final String SCOPE = "1 to 64 of A-Z a-z 0-9 . _ - :";

  private final BeginSession beginSession;
  private final EndSession endSession;
  private final GetSessionId getSessionId;
  private final String username;

  SessionMethods(
      BeginSession beginSession,
      EndSession endSession,
      GetSessionId getSessionId,
      String username) {
    this.beginSession = beginSession;
    this.endSession = endSession;
    this.getSessionId = getSessionId;
    this.username = username;
  }

  List<Method> methods() {
    return List.of(
        new Method(
            "begin_session",
            List.of(scope(), Param.optional("detached", ParamType.BOOLEAN, "true or false")),
            this::begin),
        new Method("get_username", List.of(), this::getUsername),
        new Method("get_session_id", List.of(scope()), this::getSessionId),
        new Method(
            "end_session",
            List.of(
                Param.required("sessionId", ParamType.INTEGER, "the id of a session, at least 0")),
            this::end));
  }

  static Param scope() {
    return Param.optional("scope", ParamType.STRING, SCOPE);
  }

  static Scope scope(Params params) {
    return params.parsed("scope", Scope::new).orElse(Scope.MAIN);
  }

  static ArrayNode ids(List<DownloadId> downloads) {
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    downloads.forEach(id -> ids.add(id.value()));
    return ids;
  }

  /** The connection has closed: so do the sessions that it began. */
  void disconnect(Client client) {
    client.close().forEach(endSession::disconnect);
  }

  private void begin(Params params, Client client, Reply reply) {
    boolean detached = params.flag("detached", false);
    begin(
        scope(params),
        reply,
        started -> {
          note(client, started.session(), !detached);
          return beginResult(started);
        });
  }

  private void getUsername(Params params, Client client, Reply reply) {
    begin(
        Scope.MAIN,
        reply,
        started -> {
          note(client, started.session(), false);
          return JsonNodeFactory.instance.stringNode(username);
        });
  }

  private void note(Client client, SessionId session, boolean endsWithConnection) {
    if (!client.noteBegun(session, endsWithConnection) && endsWithConnection) {
      endSession.disconnect(session);
    }
  }

  private void begin(
      Scope scope, Reply reply, Function<BeginSession.Result.Started, JsonNode> answer) {
    switch (beginSession.begin(scope)) {
      case BeginSession.Result.Started started -> {
        JsonNode result = answer.apply(started);
        // The fence: not before the last publication of an earlier session is over.
        var _ = started.fence().thenRun(() -> reply.result(result));
      }
      case BeginSession.Result.Refused(Refusal refusal) -> reply.error(Errors.of(refusal));
    }
  }

  private JsonNode beginResult(BeginSession.Result.Started started) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("sessionId", started.session().value());
    result.put("previousSessionId", started.previous().value());
    result.put("scope", started.scope().name());
    result.put("username", username);
    result.set("cancelledDownloads", ids(started.cancelled()));
    return result;
  }

  private void getSessionId(Params params, Client client, Reply reply) {
    reply.result(JsonNodeFactory.instance.numberNode(getSessionId.newest(scope(params)).value()));
  }

  private void end(Params params, Client client, Reply reply) {
    SessionId session = new SessionId(params.integer("sessionId", 0, Long.MAX_VALUE).orElseThrow());
    EndSession.Result ended = endSession.end(session);
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("ended", ended.ended());
    result.set("cancelledDownloads", ids(ended.cancelled()));
    var _ = ended.fence().thenRun(() -> reply.result(result));
  }
}
