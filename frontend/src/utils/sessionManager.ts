import type { BegunSession, ListDownloadsParams, PublishedFile, Status } from "../protocol.js";
import { SessionManager } from "../session/manager.js";
import type {
  ConnectionChange,
  DownloadOptions,
  DownloadOutcome,
  OwnSessionChange,
  SessionOutcome,
} from "../session/types.js";

export { newDownloadId } from "../session/downloadId.js";
export { messageFor } from "./messages.js";
export { SessionManager };

/** The manager that these functions work on; `initSessionTracking` starts it. */
export const defaultManager = new SessionManager();

/** See `SessionManager.startDownloadWithSessionTracking`. */
export function startDownloadWithSessionTracking(
  fileName: string,
  downloadUrl: string,
  savePath: string,
  options?: DownloadOptions,
): Promise<DownloadOutcome> {
  return defaultManager.startDownloadWithSessionTracking(fileName, downloadUrl, savePath, options);
}

/** See `SessionManager.beginSession`. */
export function beginSession(options?: { detached?: boolean | undefined }): Promise<BegunSession> {
  return defaultManager.beginSession(options);
}

/** See `SessionManager.reconnect`. */
export function reconnect(): Promise<SessionOutcome> {
  return defaultManager.reconnect();
}

/** See `SessionManager.close`. */
export function close(): void {
  defaultManager.close();
}

/** See `SessionManager.getSessionId`. */
export function getSessionId(): number | undefined {
  return defaultManager.getSessionId();
}

/** See `SessionManager.getUsername`. */
export function getUsername(): string | undefined {
  return defaultManager.getUsername();
}

/** See `SessionManager.onSessionChange`. */
export function onSessionChange(listener: (change: OwnSessionChange) => void): () => void {
  return defaultManager.onSessionChange(listener);
}

/** See `SessionManager.onConnectionChange`. */
export function onConnectionChange(listener: (change: ConnectionChange) => void): () => void {
  return defaultManager.onConnectionChange(listener);
}

/** See `SessionManager.cancelDownload`. */
export function cancelDownload(downloadId: string): Promise<Status> {
  return defaultManager.cancelDownload(downloadId);
}

/** See `SessionManager.pauseDownload`. */
export function pauseDownload(downloadId: string): Promise<Status> {
  return defaultManager.pauseDownload(downloadId);
}

/** See `SessionManager.resumeDownload`. */
export function resumeDownload(downloadId: string): Promise<Status> {
  return defaultManager.resumeDownload(downloadId);
}

/** See `SessionManager.getDownload`. */
export function getDownload(downloadId: string): Promise<Status> {
  return defaultManager.getDownload(downloadId);
}

/** See `SessionManager.listDownloads`. */
export function listDownloads(filter?: ListDownloadsParams): Promise<Status[]> {
  return defaultManager.listDownloads(filter);
}

/** See `SessionManager.stoppedBefore`. */
export function stoppedBefore(): Promise<Status[]> {
  return defaultManager.stoppedBefore();
}

/** See `SessionManager.listFiles`. */
export function listFiles(
  downloadId: string,
  page?: { limit?: number | undefined; after?: string | undefined },
): Promise<PublishedFile[]> {
  return defaultManager.listFiles(downloadId, page);
}
