import { LeashError } from "../rpc/error.js";
import type { Failure } from "./types.js";

/**
 * What a caller is told of an error.
 *
 * @throws unknown what is no `LeashError`: that is a fault of the program, and nobody's outcome
 */
export function failureOf(error: unknown, downloadId?: string): Failure {
  if (!(error instanceof LeashError)) throw error;
  const { reason, retryable, detail, ...ids } = error.data;
  void reason; // as the daemon wrote it; error.reason is what this client knows
  return {
    success: false,
    error: error.reason,
    message: error.message,
    retryable,
    ...(downloadId !== undefined && { downloadId }),
    ...ids,
    ...(detail && { detail }),
  };
}
