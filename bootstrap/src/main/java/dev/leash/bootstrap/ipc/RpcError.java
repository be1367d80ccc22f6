package dev.leash.bootstrap.ipc;

import dev.leash.domain.session.SessionId;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error object of JSON-RPC 2.0 (section 5.1).
 *
 * @param message a sentence for a person
 * @param retryable whether the same call may succeed later
 * @param detail what depends on the reason
 * @param currentSession the scope's session from then on, where a session's end is the cause
 */
record RpcError(
    Reason reason,
    String message,
    boolean retryable,
    Optional<ObjectNode> detail,
    Optional<SessionId> currentSession,
    Optional<String> download,
    Optional<SessionId> session) {
  private static final Schema SESSION = Schema.whole("the id of a session");

  private static final Shape<RpcError> DATA =
      Shape.<RpcError>named("ErrorData", "What programs test.")
          .text("reason", "why", Schema.oneOf(Reason.names()), error -> error.reason().name())
          .flag("retryable", "whether the same call may succeed later", RpcError::retryable)
          .optional(
              "detail",
              "what depends on the reason",
              Schema.anyObject(),
              error -> error.detail().map(JsonNode.class::cast))
          .optional(
              "currentSessionId",
              "the scope's session from then on, 0 where none follows; where a session's end is the"
                  + " cause",
              SESSION,
              error -> error.currentSession().map(RpcError::number))
          .optional(
              "downloadId",
              "the download that it is about",
              DownloadMethods.ID,
              error -> error.download().map(JsonNodeFactory.instance::stringNode))
          .optional(
              "sessionId",
              "the session that it is about",
              SESSION,
              error -> error.session().map(RpcError::number))
          .build();

  static final Shape<RpcError> SHAPE =
      Shape.<RpcError>named("Error", "Why a call failed, or was cancelled.")
          .add(
              "code",
              "the number of the table of errors",
              Schema.whole("a code", Integer.MIN_VALUE, -1),
              error -> JsonNodeFactory.instance.numberNode(error.reason().code()))
          .text("message", "a sentence for a person", RpcError::message)
          .add("data", "what programs test", Schema.of(DATA), DATA::write)
          .build();

  static RpcError of(Reason reason, String message) {
    return new RpcError(
        reason,
        message,
        reason.isRetryable(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static RpcError parseError(String message) {
    return of(Reason.PARSE_ERROR, message);
  }

  static RpcError invalidRequest(String message) {
    return of(Reason.INVALID_REQUEST, message);
  }

  static RpcError methodNotFound(String method) {
    return of(Reason.METHOD_NOT_FOUND, "There is no method " + Shown.text(method));
  }

  static RpcError invalidParams(String message) {
    return of(Reason.INVALID_PARAMS, message);
  }

  static RpcError internal() {
    return of(Reason.INTERNAL, "Leash met a fault of its own; its log has the details");
  }

  /** Where the reason alone does not tell. */
  RpcError retryable(boolean whether) {
    return new RpcError(reason, message, whether, detail, currentSession, download, session);
  }

  /** The error with one more field in {@code data.detail}. */
  RpcError detail(String name, String value) {
    return detail(name, JsonNodeFactory.instance.stringNode(value));
  }

  RpcError detail(String name, long value) {
    return detail(name, JsonNodeFactory.instance.numberNode(value));
  }

  RpcError detail(String name, OptionalLong value) {
    return value.isPresent() ? detail(name, value.getAsLong()) : this;
  }

  RpcError detail(String name, Optional<String> value) {
    return value.map(given -> detail(name, given)).orElse(this);
  }

  private RpcError detail(String name, JsonNode value) {
    ObjectNode more =
        detail.map(ObjectNode::deepCopy).orElseGet(JsonNodeFactory.instance::objectNode);
    more.set(name, value);
    return new RpcError(
        reason, message, retryable, Optional.of(more), currentSession, download, session);
  }

  RpcError followedBy(SessionId current) {
    return new RpcError(
        reason, message, retryable, detail, Optional.of(current), download, session);
  }

  RpcError about(SessionId which) {
    return new RpcError(
        reason, message, retryable, detail, currentSession, download, Optional.of(which));
  }

  /** About a download. */
  RpcError about(String which) {
    return new RpcError(
        reason, message, retryable, detail, currentSession, Optional.of(which), session);
  }

  ObjectNode toJson() {
    return SHAPE.write(this);
  }

  private static JsonNode number(SessionId session) {
    return JsonNodeFactory.instance.numberNode(session.value());
  }
}
