package dev.leash.bootstrap.web;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Who is let in. Every request must be for us by name, and from a page that may ask if it is from a
 * page; then there is one path for WebSockets, with the token, and files where there are any. Safe
 * for use by several threads.
 */
final class Door extends Handler.Abstract {
  static final String PATH = "/rpc";

  /**
   * A scheme of our own: a browser cannot give an Authorization to a WebSocket, and none is read.
   */
  private static final String CHALLENGE = "Leash realm=\"leash.v1\"";

  private final Origins origins;
  private final Token token;
  private final Optional<Folder> folder;
  private final WebSockets webSockets;
  private final Notices notices;

  /**
   * Who and what is let in.
   *
   * @param token what a page shows
   */
  record Rules(Origins origins, Token token) {}

  /**
   * @param notices hears of handshakes that are refused
   */
  Door(Rules rules, Optional<Folder> folder, WebSockets webSockets, Notices notices) {
    this.origins = rules.origins();
    this.token = rules.token();
    this.folder = folder;
    this.webSockets = webSockets;
    this.notices = notices;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getPath();
    Optional<Answer> answer =
        stranger(request)
            .or(() -> PATH.equals(path) ? withoutToken(request) : Optional.of(file(request)));
    if (answer.isPresent()) {
      answer.get().write(response, callback);
    } else if (!webSockets.upgrade(request, response, callback)) {
      refusal(HttpStatus.UPGRADE_REQUIRED_426, "This is for WebSockets.")
          .with("Upgrade", "websocket")
          .with("Connection", "Upgrade, close")
          .with("Sec-WebSocket-Version", "13")
          .write(response, callback);
    }
    return true;
  }

  private Optional<Answer> stranger(Request request) {
    List<String> hosts = values(request, HttpHeader.HOST);
    if (hosts.size() != 1 || !origins.isHost(hosts.getFirst())) {
      return forbidden("The Host is not this machine's own, with this port.");
    }
    // A program may have no origin; it has the token, then. A page never fails to say its own.
    return values(request, HttpHeader.ORIGIN).stream().allMatch(origins::allow)
        ? Optional.empty()
        : forbidden("The Origin is not on the list; see --web-origin.");
  }

  private Optional<Answer> withoutToken(Request request) {
    if (!HttpMethod.GET.is(request.getMethod())) {
      return Optional.of(
          refusal(HttpStatus.METHOD_NOT_ALLOWED_405, "Only GET is taken here.")
              .with("Allow", "GET"));
    }
    List<String> offered = request.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false);
    if (!token.isAmong(offered)) {
      return Optional.of(
          refusal(
                  HttpStatus.UNAUTHORIZED_401,
                  "The token of the ready line must be among the subprotocols.")
              .with("WWW-Authenticate", CHALLENGE));
    }
    return offered.contains(WebSockets.SUBPROTOCOL)
        ? Optional.empty()
        : Optional.of(
            refusal(
                HttpStatus.BAD_REQUEST_400,
                "The subprotocol " + WebSockets.SUBPROTOCOL + " must be offered, too."));
  }

  private Answer file(Request request) {
    Optional<Answer> file = folder.flatMap(from -> from.answer(request.getHttpURI().getPath()));
    if (file.isEmpty()) {
      return Answer.refusal(HttpStatus.NOT_FOUND_404, "There is nothing here.");
    }
    String host = String.valueOf(request.getHeaders().get(HttpHeader.HOST));
    if (!origins.isOwn(host)) {
      // The page could not connect: of localhost it would be another origin's. Its query names its
      // scope.
      return Answer.elsewhere(origins.own() + request.getHttpURI().getPathQuery());
    }
    String method = request.getMethod();
    return HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method)
        ? file.get()
        : Answer.refusal(HttpStatus.METHOD_NOT_ALLOWED_405, "Only GET and HEAD are taken here.")
            .with("Allow", "GET, HEAD");
  }

  private static List<String> values(Request request, HttpHeader header) {
    return request.getHeaders().stream()
        .filter(field -> field.getHeader() == header)
        .map(HttpField::getValue)
        .map(String::valueOf)
        .toList();
  }

  private Optional<Answer> forbidden(String why) {
    return Optional.of(refusal(HttpStatus.FORBIDDEN_403, why));
  }

  /** Of a handshake, or of one who must not even ask for a file. */
  private Answer refusal(int status, String why) {
    notices.tell("A page was refused with " + status + ": " + why);
    return Answer.refusal(status, why);
  }
}
