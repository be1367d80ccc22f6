package dev.leash.bootstrap.ipc;

import java.util.Arrays;
import java.util.List;

/** Why a call failed or was cancelled: what programs test, and the code that goes with it. */
enum Reason {
  PARSE_ERROR(-32700),
  INVALID_REQUEST(-32600),
  METHOD_NOT_FOUND(-32601),
  INVALID_PARAMS(-32602),
  INTERNAL(-32603),

  CANCELLED_SESSION_CHANGE(-32001),
  CANCELLED_SESSION_END(-32002),
  NO_SESSION(-32002),
  CANCELLED_SHUTDOWN(-32003),
  SHUTTING_DOWN(-32003, true),
  CANCELLED_BY_REQUEST(-32800),

  URL_NOT_ALLOWED(-32010),
  PATH_NOT_ALLOWED(-32010),
  DESTINATION_BUSY(-32010, true),
  DESTINATION_CONFLICT(-32010),
  DESTINATION_IN_USE(-32010, true),
  DUPLICATE_ID(-32010),
  QUEUE_FULL(-32010, true),
  UNKNOWN_DOWNLOAD(-32010),
  UNKNOWN_SESSION(-32010),

  CONNECT_FAILED(-32020, true),
  TLS_FAILED(-32020),
  /** Retryable by its status: see {@link RpcError#retryable}. */
  HTTP_STATUS(-32020),
  TOO_MANY_REDIRECTS(-32020),
  REDIRECT_NOT_ALLOWED(-32020),
  STALLED(-32020, true),
  TRANSFER_INCOMPLETE(-32020, true),
  SOURCE_CHANGED(-32020, true),
  CHECKSUM_MISMATCH(-32020),
  PROTOCOL_ERROR(-32020),
  TOO_LARGE(-32020),

  UNSUPPORTED_ARCHIVE(-32030),
  CORRUPT_ARCHIVE(-32030, true),
  ENCRYPTED_ARCHIVE(-32030),
  UNSAFE_ENTRY(-32030),
  ARCHIVE_BOMB(-32030),
  ARCHIVE_LIMIT_EXCEEDED(-32030),

  DISK_FULL(-32040),
  IO_ERROR(-32040);

  private final int code;
  private final boolean retryable;

  Reason(int code) {
    this(code, false);
  }

  Reason(int code, boolean retryable) {
    this.code = code;
    this.retryable = retryable;
  }

  int code() {
    return code;
  }

  /** Whether the same call may succeed later. */
  boolean isRetryable() {
    return retryable;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Enum::name).toList();
  }
}
