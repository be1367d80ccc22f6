package dev.leash.http;

import dev.leash.domain.download.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * What the library's exceptions mean, by list. Their messages are left out, for they may hold a
 * header's value or a query; but for TLS, where they name the certificate's fault.
 */
final class FailureMapping {
  private static final int MAX_DETAIL = 300;

  private final HttpSettings settings;

  FailureMapping(HttpSettings settings) {
    this.settings = settings;
  }

  /** How far an exchange is. */
  enum Phase {
    CONNECTING,
    AWAITING,
    BODY
  }

  /**
   * Where it happened.
   *
   * @param received of the body
   * @param ended whether the server had closed its side
   */
  record Point(String host, Phase phase, long received, OptionalLong expected, boolean ended) {}

  Failure failureOf(Exception e, Point point) {
    return switch (e) {
      case ClientProtocolException _ -> new Failure.ProtocolError("the answer is no sound HTTP");
      case MessageConstraintException _ ->
          new Failure.ProtocolError("the answer's header is too large");
      case CharacterCodingException _ ->
          new Failure.ProtocolError("the answer's header has bytes that are no text");
      case IOException io ->
          switch (point.phase()) {
            case CONNECTING -> connecting(io, point.host());
            case AWAITING -> awaiting(io, point.host());
            case BODY -> body(io, point);
          };
      default ->
          new Failure.ProtocolError(
              "the answer cannot be understood: " + e.getClass().getSimpleName());
    };
  }

  private static Failure connecting(IOException e, String host) {
    return switch (e) {
      case UnknownHostException _ -> new Failure.ConnectFailed(host, "unknown host");
      case ConnectTimeoutException _ -> new Failure.ConnectFailed(host, "timed out");
      case SocketTimeoutException _ -> new Failure.ConnectFailed(host, "timed out");
      case NoRouteToHostException _ -> new Failure.ConnectFailed(host, "unreachable");
      case ConnectException _ -> new Failure.ConnectFailed(host, "refused");
      case SSLException tls -> tls(tls, host);
      default -> new Failure.ConnectFailed(host, "the connection broke while it was made");
    };
  }

  private Failure awaiting(IOException e, String host) {
    return switch (e) {
      case SocketTimeoutException _ -> new Failure.Stalled(settings.responseTimeout().toSeconds());
      case SSLException tls -> tls(tls, host);
      default -> new Failure.ConnectFailed(host, "closed before any answer");
    };
  }

  private Failure body(IOException e, Point point) {
    return switch (e) {
      case SocketTimeoutException _ -> new Failure.Stalled(settings.stallTimeout().toSeconds());
      case TruncatedChunkException _ -> incomplete(point);
      case MalformedChunkCodingException _ when !point.ended() ->
          new Failure.ProtocolError("a chunk is malformed");
      default -> incomplete(point);
    };
  }

  private static Failure incomplete(Point point) {
    return new Failure.TransferIncomplete(point.received(), point.expected());
  }

  // A peer that merely goes away amid the handshake is no fault of its certificate, and may do
  // better the next time.
  private static Failure tls(SSLException e, String host) {
    return switch (e.getCause()) {
      case SocketTimeoutException _ ->
          new Failure.ConnectFailed(host, "timed out in the TLS handshake");
      case SocketException _ -> new Failure.ConnectFailed(host, "closed in the TLS handshake");
      case EOFException _ -> new Failure.ConnectFailed(host, "closed in the TLS handshake");
      case null, default -> new Failure.TlsFailed(host, shown(e));
    };
  }

  // A certificate's names are the server's to choose.
  private static String shown(SSLException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String text = message.replaceAll("\\p{C}", "?");
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "…";
  }
}
