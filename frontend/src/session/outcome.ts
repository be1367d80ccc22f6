import type { LeashError } from "../rpc/error.js";
import type { Failure } from "./types.js";

/** What a caller is told of an error. */
export function failureOf(error: LeashError, downloadId?: string): Failure {
  const { retryable, detail, downloadId: its, sessionId, currentSessionId } = error.data;
  const id = its ?? downloadId;
  return {
    success: false,
    error: error.reason,
    message: error.message,
    retryable,
    ...(id !== undefined && { downloadId: id }),
    ...(sessionId !== undefined && { sessionId }),
    ...(currentSessionId !== undefined && { currentSessionId }),
    ...(detail && { detail }),
  };
}
