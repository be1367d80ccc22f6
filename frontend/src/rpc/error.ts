import { type DaemonReason, ERROR_CODES, type ErrorData } from "../protocol.js";

/**
 * Why a call failed that never had the daemon's answer:
 * - `CONNECTION_LOST`: the connection ended before the answer came; `detail.cause` tells how
 * - `CONNECTION_FAILED`: no connection could be opened
 * - `NOT_STARTED`: session tracking was not started
 * - `UNKNOWN_REASON`: a newer daemon told a reason that this client does not know; it is in `data.reason`
 */
export type ClientReason = "CONNECTION_LOST" | "CONNECTION_FAILED" | "NOT_STARTED" | "UNKNOWN_REASON";

/** Why a call failed. Programs test it; people read the message. */
export type Reason = DaemonReason | ClientReason;

/** What a failure is about. `reason` is as the daemon wrote it. */
export type LeashErrorData = Omit<ErrorData, "reason"> & { reason: string };

/** The cause that is none of the daemon's. */
const RESTARTED = "restarted";

/** What a call was refused or ended with. */
export class LeashError extends Error {
  override readonly name = "LeashError";

  /** What programs test. */
  readonly reason: Reason;
  /** The number of the protocol's table of errors; 0 for what the client itself tells. */
  readonly code: number;
  /** Which download and session it is about, and what depends on the reason. */
  readonly data: LeashErrorData;

  constructor(reason: Reason, message: string, code: number, data: LeashErrorData) {
    super(message);
    this.reason = reason;
    this.code = code;
    this.data = data;
  }

  /** Whether the same call may succeed later. */
  get retryable(): boolean {
    return this.data.retryable;
  }
}

/** An error of the client's own. */
export function clientError(
  reason: ClientReason,
  message: string,
  detail?: Record<string, unknown>,
): LeashError {
  const retryable = reason === "CONNECTION_LOST" || reason === "CONNECTION_FAILED";
  return new LeashError(reason, message, 0, { reason, retryable, ...(detail && { detail }) });
}

/**
 * What a page's own calls end with when it starts again. The connection that would have brought the daemon's word is
 * closed, so the cause is the client's own: the daemon may not have noticed yet.
 */
export function restartedError(): LeashError {
  const reason = "CANCELLED_SESSION_CHANGE";
  const message = "This page has started its session tracking again";
  const detail = { cause: RESTARTED };
  return new LeashError(reason, message, ERROR_CODES[reason], { reason, retryable: false, detail });
}

/** The same for a download: programs and people know it by the daemon's words. */
export function ofDownload(error: LeashError): LeashError {
  if (error.data.detail?.["cause"] !== RESTARTED) return error;
  return new LeashError(error.reason, "Download cancelled due to session change", error.code, error.data);
}

/** What whoever waits is told when this side closes the connection. */
export function leftError(): LeashError {
  return clientError("CONNECTION_LOST", "The connection to Leash was closed", { cause: "left" });
}

/** The error of an answer. One without the protocol's `data` (a relay's own, say) is told by its code. */
export function errorOf(wire: Record<string, unknown>): LeashError {
  const code = typeof wire["code"] === "number" ? wire["code"] : ERROR_CODES.INTERNAL;
  const message = typeof wire["message"] === "string" ? wire["message"] : "The call failed";
  const data = isData(wire["data"]) ? wire["data"] : { reason: reasonOf(code), retryable: false };
  return new LeashError(isReason(data.reason) ? data.reason : "UNKNOWN_REASON", message, code, data);
}

function isData(data: unknown): data is LeashErrorData {
  return typeof data === "object" && data !== null && "reason" in data && typeof data.reason === "string";
}

function isReason(reason: string): reason is DaemonReason {
  return Object.hasOwn(ERROR_CODES, reason);
}

function reasonOf(code: number): string {
  return Object.entries(ERROR_CODES).find(([, known]) => known === code)?.[0] ?? "INTERNAL";
}
