import { need } from "../check/check.js";
import type { DownloadAndUnzipParams } from "../protocol.js";
import { LeashError, ofDownload } from "../rpc/error.js";
import { newDownloadId } from "./downloadId.js";
import type { Link } from "./link.js";
import { failureOf } from "./outcome.js";
import type { Progress } from "./progress.js";
import type { DownloadOptions, DownloadOutcome } from "./types.js";

/** What is downloaded where. */
export type Source = Pick<DownloadAndUnzipParams, "fileName" | "downloadUrl" | "savePath">;

/** Downloads as the session of `link`, and tells how it ended. */
export function download(
  link: Link,
  progress: Progress,
  source: Source,
  options: DownloadOptions,
): Promise<DownloadOutcome> {
  const { onProgress, signal, headers, ...rest } = options;
  const params = { ...rest, headers: plainHeaders(headers) };
  const downloadId = options.downloadId ?? newDownloadId();
  if (signal?.aborted) return Promise.resolve(failureOf(aborted(), downloadId));
  return new Promise((resolve, reject) => {
    let isSent = false;
    const stopListening = onProgress && progress.add(downloadId, onProgress);
    const settle = () => {
      stopListening?.();
      signal?.removeEventListener("abort", abort);
    };
    const fail = (error: unknown) => {
      settle();
      if (error instanceof LeashError) resolve(failureOf(ofDownload(error), downloadId));
      else reject(error instanceof Error ? error : new Error(String(error)));
    };
    // What was sent is cancelled at the daemon, and its own answer is the outcome: only that says that nothing is left,
    // or that it was complete already.
    const abort = () => {
      if (!isSent) fail(aborted());
      else link.callAtOnce("cancel_download", { downloadId }).catch(() => undefined);
    };
    signal?.addEventListener("abort", abort, { once: true });
    link
      .call("download_and_unzip", ({ sessionId }) => {
        if (signal?.aborted) throw aborted(); // its caller has been told
        isSent = true;
        return { ...params, ...source, downloadId, sessionId };
      })
      .then((result) => {
        settle();
        resolve({ success: true, result });
      }, fail);
  });
}

function aborted(): LeashError {
  const reason = "CANCELLED_BY_REQUEST";
  const message = "Download cancelled before it began, because its caller asked";
  return new LeashError(reason, message, -32800, { reason, retryable: false });
}

/** Headers as JSON has them. Of a `Headers` or a `Map` it would make nothing, silently. */
function plainHeaders(given: unknown): Record<string, string> | undefined {
  if (!isIterable(given)) return given as Record<string, string> | undefined; // the daemon's to judge
  const pairs = [...given];
  need(pairs.every(isPair), "headers must be an object, or pairs of texts");
  return Object.fromEntries(pairs);
}

function isIterable(given: unknown): given is Iterable<unknown> {
  return typeof given === "object" && given !== null && Symbol.iterator in given;
}

function isPair(given: unknown): given is [string, string] {
  return Array.isArray(given) && given.length === 2 && given.every((one) => typeof one === "string");
}
