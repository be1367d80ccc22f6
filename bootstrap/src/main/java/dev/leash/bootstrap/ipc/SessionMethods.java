package dev.leash.bootstrap.ipc;

import dev.leash.application.BeginSession;
import dev.leash.application.EndSession;
import dev.leash.application.GetSessionId;
import dev.leash.application.Refusal;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The methods about sessions. */
final class SessionMethods {
  static final Schema SCOPE =
      Schema.text("1 to 64 of A-Z a-z 0-9 . _ - :", "[A-Za-z0-9._:-]{1,64}");
  static final Schema SESSION_ID = Schema.whole("the id of a session, at least 0");

  /** What `session_changed` tells. */
  static final Shape<SessionEvents.Change> CHANGE =
      Shape.<SessionEvents.Change>named(
              "SessionChange", "The end of a session, or the first one's begin.")
          .text("scope", "which scope", SCOPE, change -> change.scope().name())
          .count(
              "sessionId",
              "the session that is current now; 0 where none is",
              change -> change.current().value())
          .count("previousSessionId", "the one before it", change -> change.previous().value())
          .texts(
              "cancelledDownloads",
              "those that the change ended",
              change -> ids(change.cancelled()))
          .build();

  private final Shape<BeginSession.Result.Started> started =
      Shape.<BeginSession.Result.Started>named("BegunSession", "The session that is current now.")
          .count("sessionId", "the new session", begun -> begun.session().value())
          .count(
              "previousSessionId",
              "the scope's newest one before it; 0 where there was none",
              begun -> begun.previous().value())
          .text("scope", "which scope", SCOPE, begun -> begun.scope().name())
          .text("username", "of the person at the desktop", _ -> username())
          .texts(
              "cancelledDownloads", "those that the change ended", begun -> ids(begun.cancelled()))
          .build();

  private static final Shape<EndSession.Result> ENDED =
      Shape.<EndSession.Result>named("EndedSession", "What became of a session.")
          .flag(
              "ended",
              "false when it had ended already, or was never begun",
              EndSession.Result::ended)
          .texts("cancelledDownloads", "those that its end ended", ended -> ids(ended.cancelled()))
          .build();

  private final BeginSession beginSession;
  private final EndSession endSession;
  private final GetSessionId getSessionId;
  private final Listeners listeners;
  private final String username;

  SessionMethods(UseCases useCases, Listeners listeners, String username) {
    this.beginSession = useCases.beginSession();
    this.endSession = useCases.endSession();
    this.getSessionId = useCases.getSessionId();
    this.listeners = listeners;
    this.username = username;
  }

  List<Method> methods() {
    return List.of(
        new Method(
            "begin_session",
            "Begins a scope's next session, and ends the one before with all its downloads.",
            List.of(
                scope("the window or page that begins anew; main unless told"),
                Param.optional(
                    "detached",
                    Schema.flag(),
                    "true for a session that does not end with this connection; false unless"
                        + " told")),
            Method.Result.of(started),
            this::begin),
        new Method(
            "get_username",
            "Tells the user's name, and begins a detached session of main.",
            List.of(),
            new Method.Result("username", Schema.text("a name")),
            this::getUsername),
        new Method(
            "get_session_id",
            "Tells a scope's newest session, also when it has ended; 0 where there was none.",
            List.of(scope("main unless told")),
            new Method.Result("sessionId", SESSION_ID),
            this::getSessionId),
        new Method(
            "end_session",
            "Ends a session with all its downloads; none follows.",
            List.of(Param.required("sessionId", SESSION_ID, "which session")),
            Method.Result.of(ENDED),
            this::end));
  }

  static Param scope(String meaning) {
    return Param.optional("scope", SCOPE, meaning);
  }

  static Scope scope(Params params) {
    return params.parsed("scope", Scope::new).orElse(Scope.MAIN);
  }

  private static List<String> ids(List<DownloadId> downloads) {
    return downloads.stream().map(DownloadId::value).toList();
  }

  private String username() {
    return username;
  }

  /** The connection has closed: so do the sessions that it began. */
  void disconnect(Client client) {
    client.close().forEach(endSession::disconnect);
  }

  private void begin(Params params, Client client, Reply reply) {
    boolean detached = params.flag("detached", false);
    begin(new Beginning(client, scope(params), !detached), reply, started::write);
  }

  private void getUsername(Params params, Client client, Reply reply) {
    begin(
        new Beginning(client, Scope.MAIN, false),
        reply,
        _ -> JsonNodeFactory.instance.stringNode(username));
  }

  private void begin(
      Beginning beginning, Reply reply, Function<BeginSession.Result.Started, JsonNode> answer) {
    listeners.await(beginning);
    try {
      switch (beginSession.begin(beginning.scope())) {
        case BeginSession.Result.Started begun -> {
          List<byte[]> missed = note(beginning, begun.session());
          JsonNode result = answer.apply(begun);
          // The fence: not before the last publication of an earlier session is over.
          var _ =
              begun
                  .fence()
                  .thenRun(() -> {
                    reply.result(result);
                    // Not before: of a session that it does not know yet, the client would take
                    // no notice.
                    missed.forEach(beginning.client().outbox()::send);
                  });
        }
        case BeginSession.Result.Refused(Refusal refusal) -> reply.error(Errors.of(refusal));
      }
    } finally {
      listeners.leave(beginning);
    }
  }

  private List<byte[]> note(Beginning beginning, SessionId session) {
    Optional<List<byte[]>> missed = listeners.begun(beginning, session);
    if (missed.isEmpty() && beginning.endsWithConnection()) {
      endSession.disconnect(session);
    }
    return missed.orElse(List.of());
  }

  private void getSessionId(Params params, Client client, Reply reply) {
    reply.result(JsonNodeFactory.instance.numberNode(getSessionId.newest(scope(params)).value()));
  }

  private void end(Params params, Client client, Reply reply) {
    SessionId session = new SessionId(params.integer("sessionId").orElseThrow());
    EndSession.Result ended = endSession.end(session);
    var _ = ended.fence().thenRun(() -> reply.result(ENDED.write(ended)));
  }
}
