package dev.leash.domain.download;

import dev.leash.domain.archive.ArchiveProblem;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why a download failed, with what a program needs to react. Texts are for a person and hold no
 * secret: no user info or query of a URL, no header's value.
 */
public sealed interface Failure {
  /** The transfer's: the bytes did not come, or not as they must. */
  sealed interface OfTransfer extends Failure {}

  /** The destination's: what is there, or where it is, forbids it. */
  sealed interface OfDestination extends Failure {}

  /** The disk's. */
  sealed interface OfStorage extends Failure {}

  /** The archive's. */
  record OfArchive(ArchiveProblem problem) implements Failure {}

  /** A fault of the daemon's own; the log has its stack. */
  record Internal(String what) implements Failure {}

  /** No connection: refused, unreachable, unknown host, timed out, or closed before any answer. */
  record ConnectFailed(String host, String detail) implements OfTransfer {}

  /** The TLS handshake failed, or the certificate is not trusted. */
  record TlsFailed(String host, String detail) implements OfTransfer {}

  /** An answer that is no success; {@code retryAfterSeconds} as the server said. */
  record HttpStatus(int status, OptionalLong retryAfterSeconds) implements OfTransfer {}

  record TooManyRedirects(int limit) implements OfTransfer {}

  /** A redirect to where none may lead. */
  record RedirectNotAllowed(String detail) implements OfTransfer {}

  /** Not a byte for {@code seconds}. */
  record Stalled(long seconds) implements OfTransfer {}

  /** The body ended before its length; {@code expected} is empty where none was announced. */
  record TransferIncomplete(long received, OptionalLong expected) implements OfTransfer {}

  /** The source is not what it was when the transfer began. */
  record SourceChanged(String detail) implements OfTransfer {}

  record ChecksumMismatch(Checksum expected, String actual) implements OfTransfer {}

  /** What the server says is no sound HTTP. */
  record ProtocolError(String detail) implements OfTransfer {}

  /** The archive has more bytes than the limit. */
  record TooLarge(long limit) implements OfTransfer {}

  /** The URL may not be fetched. */
  record UrlNotAllowed(String url, String why) implements OfDestination {}

  /** The path may not be written to. */
  record PathNotAllowed(String path, String why) implements OfDestination {}

  /** Another running download has what cannot be shared. */
  record DestinationBusy(String path) implements OfDestination {}

  /** Something is there that the tree cannot join or replace. */
  record DestinationConflict(String path, String why) implements OfDestination {}

  /** Another program holds a file so that it cannot be replaced. */
  record DestinationInUse(String path) implements OfDestination {}

  /** Bytes: {@code needed} is empty where it is not known how many. */
  record DiskFull(OptionalLong needed, long free) implements OfStorage {}

  /** The file system refused; {@code path} where one file is to blame. */
  record IoError(Optional<String> path, String detail) implements OfStorage {}
}
