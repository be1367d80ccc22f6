import type { BegunSession, DownloadAndUnzipParams, DownloadResult, Status } from "../protocol.js";
import type { LeashError, Reason } from "../rpc/error.js";
import type { Connector } from "../transport/transport.js";
import type { WebSocketOptions } from "../transport/webSocket.js";

/** How to reach the daemon: by the gateway's address and token, or by any transport. */
export type Address = (WebSocketOptions & { transport?: undefined }) | { transport: Connector };

/** How to track a page's sessions. */
export type TrackingOptions = Address & {
  /** The name of this window or page, the same in each of its lives; `"main"` unless told. */
  scope?: string | undefined;
  /** How long connecting may take; 10 s unless told, and for ever with `Infinity`. No call has a time-out. */
  connectTimeoutMillis?: number | undefined;
};

/** How to download: the params of `download_and_unzip` by their names, and what is of this client alone. */
export type DownloadOptions = Omit<
  DownloadAndUnzipParams,
  "fileName" | "downloadUrl" | "savePath" | "sessionId" | "scope" | "headers"
> & {
  /** Sent to the origin of `downloadUrl` alone. A `Headers` will do. */
  headers?: Record<string, string> | Iterable<readonly [string, string]> | undefined;
  /** Hears how the download stands, at most 10 times a second; at last how it ended. */
  onProgress?: ((status: Status) => void) | undefined;
  /** Cancels the download when it is aborted. */
  signal?: AbortSignal | undefined;
};

/** Why something did not succeed. */
export interface Failure {
  success: false;
  /** What programs test. */
  error: Reason;
  /** A sentence for a person, by the daemon. See `messageFor` for one without technical terms. */
  message: string;
  /** Whether the same may succeed later. */
  retryable: boolean;
  downloadId?: string;
  sessionId?: number;
  /** The scope's session from then on, 0 where none follows; where a session's end is the cause. */
  currentSessionId?: number;
  /** What depends on the reason. */
  detail?: Record<string, unknown>;
}

/** How a download ended. */
export type DownloadOutcome = { success: true; result: DownloadResult } | Failure;

/** How the begin of a session ended. */
export type SessionOutcome = { success: true; session: BegunSession } | Failure;

/**
 * What became of this page's own session, as the daemon tells it. When the connection is gone nobody tells: that is an
 * end, too, and `ConnectionChange` has it.
 * - `began`: the page has a session
 * - `superseded`: another page has begun the scope's next session. This page's downloads are cancelled, and it can
 *   start none: what it gets is `CANCELLED_SESSION_CHANGE`
 * - `ended`: it has ended, and none follows
 */
export type OwnSessionChange =
  | { kind: "began"; session: BegunSession }
  | { kind: "superseded"; sessionId: number; currentSessionId: number; cancelledDownloads: string[] }
  | { kind: "ended"; sessionId: number; cancelledDownloads: string[] };

/**
 * How the connection stands:
 * - `connecting`: until the page's session has begun
 * - `connected`: calls are taken
 * - `lost`: the connection broke, or could not be opened, or the daemon refused the session; `error` tells. The session
 *   has ended with it. Nothing is tried again until `reconnect()`
 * - `closed`: by this page. The session has ended with it
 */
export type ConnectionChange =
  | { state: "connecting" }
  | { state: "connected" }
  | { state: "lost"; error: LeashError }
  | { state: "closed" };
