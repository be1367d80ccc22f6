// Made of docs/openrpc.json by `npm run generate`: change that document, not this file.

/** The session that is current now. */
export interface BegunSession {
  /** The new session. */
  sessionId: number;
  /** The scope's newest one before it; 0 where there was none. */
  previousSessionId: number;
  /** Which scope. */
  scope: string;
  /** Of the person at the desktop. */
  username: string;
  /** Those that the change ended. */
  cancelledDownloads: string[];
}

/** What became of a session. */
export interface EndedSession {
  /** False when it had ended already, or was never begun. */
  ended: boolean;
  /** Those that its end ended. */
  cancelledDownloads: string[];
}

/** What a completed download came to. */
export interface DownloadResult {
  /** Which download. */
  downloadId: string;
  /** The session that it belonged to. */
  sessionId: number;
  /** The real savePath, links resolved. */
  path: string;
  /** That were unzipped. */
  files: number;
  /** That were unzipped. */
  bytes: number;
  /** Of the archive. */
  archiveBytes: number;
  /** Of the archive, in hexadecimal. */
  sha256: string;
  /** From acceptance to completion. */
  durationMillis: number;
}

/** Which download it is. */
export interface StartedDownload {
  /** The caller's own, or one that was made. */
  downloadId: string;
  /** The session that it belongs to. */
  sessionId: number;
}

/** A download as it stands. */
export interface Status {
  /** Which download. */
  downloadId: string;
  /** The session that it belongs to. */
  sessionId: number;
  /** The session's scope. */
  scope: string;
  /** The archive's name. */
  fileName: string;
  /** Where it comes from, without user info, query and fragment. */
  downloadUrl: string;
  /** Where it goes, as asked for. */
  savePath: string;
  /** How far it is. */
  state: "queued" | "running" | "paused" | "publishing" | "completed" | "failed" | "cancelled";
  /** Of the archive. */
  receivedBytes: number;
  /** Of the archive; null where the server does not tell. */
  totalBytes: number | null;
  /** Smoothed; 0 once it has ended. */
  bytesPerSecond: number;
  /** Until all has arrived; null where it is not known, and once it has ended. */
  etaSeconds: number | null;
  /** Of the tree. */
  extractedFiles: number;
  /** Of the tree; null until the archive has told. */
  totalFiles: number | null;
  /** Of the tree. */
  extractedBytes: number;
  /** Counts from 1; the counts above never fall but when it rises. */
  attempt: number;
  /** How many are open. */
  connections: number;
  /** Why it did not complete; null unless it ended so. */
  error: ErrorObject | null;
  /** When it was accepted; ISO 8601, UTC. */
  startedAt: string;
  /** When it ended; null until then. */
  finishedAt: string | null;
}

/** Why a call failed, or was cancelled. */
export interface ErrorObject {
  /** The number of the table of errors. */
  code: number;
  /** A sentence for a person. */
  message: string;
  /** What programs test. */
  data: ErrorData;
}

/** What programs test. */
export interface ErrorData {
  /** Why. */
  reason:
    | "PARSE_ERROR"
    | "INVALID_REQUEST"
    | "METHOD_NOT_FOUND"
    | "INVALID_PARAMS"
    | "INTERNAL"
    | "CANCELLED_SESSION_CHANGE"
    | "CANCELLED_SESSION_END"
    | "NO_SESSION"
    | "CANCELLED_SHUTDOWN"
    | "SHUTTING_DOWN"
    | "CANCELLED_BY_REQUEST"
    | "URL_NOT_ALLOWED"
    | "PATH_NOT_ALLOWED"
    | "DESTINATION_BUSY"
    | "DESTINATION_CONFLICT"
    | "DESTINATION_IN_USE"
    | "DUPLICATE_ID"
    | "QUEUE_FULL"
    | "UNKNOWN_DOWNLOAD"
    | "UNKNOWN_SESSION"
    | "CONNECT_FAILED"
    | "TLS_FAILED"
    | "HTTP_STATUS"
    | "TOO_MANY_REDIRECTS"
    | "REDIRECT_NOT_ALLOWED"
    | "STALLED"
    | "TRANSFER_INCOMPLETE"
    | "SOURCE_CHANGED"
    | "CHECKSUM_MISMATCH"
    | "PROTOCOL_ERROR"
    | "TOO_LARGE"
    | "UNSUPPORTED_ARCHIVE"
    | "CORRUPT_ARCHIVE"
    | "ENCRYPTED_ARCHIVE"
    | "UNSAFE_ENTRY"
    | "ARCHIVE_BOMB"
    | "ARCHIVE_LIMIT_EXCEEDED"
    | "DISK_FULL"
    | "IO_ERROR";
  /** Whether the same call may succeed later. */
  retryable: boolean;
  /** What depends on the reason. */
  detail?: Record<string, unknown>;
  /** The scope's session from then on, 0 where none follows; where a session's end is the cause. */
  currentSessionId?: number;
  /** The download that it is about. */
  downloadId?: string;
  /** The session that it is about. */
  sessionId?: number;
}

/** A file or link that a download published. */
export interface PublishedFile {
  /** From the result's path, with / between its components. */
  path: string;
  /** Of the file; 0 for a symbolic link. */
  bytes: number;
  /** Whether one that was there before made room. */
  replaced: boolean;
}

/** The limits in force. */
export interface Limits {
  /** How many downloads run at once. */
  maxConcurrentDownloads: number;
  /** That all downloads together receive; null for as fast as it goes. */
  maxBytesPerSecond: number | null;
}

/** What is open. */
export interface Stats {
  /** Of Leash. */
  version: string;
  /** Of the process. */
  pid: number;
  /** Since the start. */
  uptimeMillis: number;
  /** Since the start. */
  sessionsBegun: number;
  /** How many are in each state; the ended ones as far as they are kept. */
  downloads: DownloadCounts;
  /** To servers, those that are kept for reuse not among them. */
  openConnections: number;
  /** Those that are still being deleted, too. */
  stagingFolders: number;
  /** One for each download that is queued, running, paused or publishing. */
  heldDestinations: number;
  /** Threads, connections, staging folders and destinations of downloads whose session has ended; 0 soon after any end. */
  resourcesOfEndedSessions: number;
  /** Of archives, since the start. */
  receivedBytes: number;
  /** That the process occupies. */
  memoryBytes: number;
  /** That are connected. */
  clients: number;
}

/** How many downloads are in each state. */
export interface DownloadCounts {
  /** How many. */
  queued: number;
  /** How many. */
  running: number;
  /** How many. */
  paused: number;
  /** How many. */
  publishing: number;
  /** How many. */
  completed: number;
  /** How many. */
  failed: number;
  /** How many. */
  cancelled: number;
}

/** A download that has ended. */
export interface FinishedDownload {
  /** Which download. */
  downloadId: string;
  /** The session that it belongs to. */
  sessionId: number;
  /** The session's scope. */
  scope: string;
  /** The archive's name. */
  fileName: string;
  /** Where it comes from, without user info, query and fragment. */
  downloadUrl: string;
  /** Where it goes, as asked for. */
  savePath: string;
  /** How far it is. */
  state: "queued" | "running" | "paused" | "publishing" | "completed" | "failed" | "cancelled";
  /** Of the archive. */
  receivedBytes: number;
  /** Of the archive; null where the server does not tell. */
  totalBytes: number | null;
  /** Smoothed; 0 once it has ended. */
  bytesPerSecond: number;
  /** Until all has arrived; null where it is not known, and once it has ended. */
  etaSeconds: number | null;
  /** Of the tree. */
  extractedFiles: number;
  /** Of the tree; null until the archive has told. */
  totalFiles: number | null;
  /** Of the tree. */
  extractedBytes: number;
  /** Counts from 1; the counts above never fall but when it rises. */
  attempt: number;
  /** How many are open. */
  connections: number;
  /** Why it did not complete; null unless it ended so. */
  error: ErrorObject | null;
  /** When it was accepted; ISO 8601, UTC. */
  startedAt: string;
  /** When it ended; null until then. */
  finishedAt: string | null;
  /** What it came to; null unless it completed. */
  result: DownloadResult | null;
}

/** The end of a session, or the first one's begin. */
export interface SessionChange {
  /** Which scope. */
  scope: string;
  /** The session that is current now; 0 where none is. */
  sessionId: number;
  /** The one before it. */
  previousSessionId: number;
  /** Those that the change ended. */
  cancelledDownloads: string[];
}

export interface BeginSessionParams {
  /** The window or page that begins anew; main unless told (1 to 64 of A-Z a-z 0-9 . _ - :). */
  scope?: string | undefined;
  /** True for a session that does not end with this connection; false unless told (true or false). */
  detached?: boolean | undefined;
}

export type GetUsernameParams = Record<string, never>;

export interface GetSessionIdParams {
  /** Main unless told (1 to 64 of A-Z a-z 0-9 . _ - :). */
  scope?: string | undefined;
}

export interface EndSessionParams {
  /** Which session (the id of a session, at least 0). */
  sessionId: number;
}

export interface DownloadAndUnzipParams {
  /** The archive's name (one plain file name of at most 255 bytes). */
  fileName: string;
  /** Where the archive is (an absolute http or https URL). */
  downloadUrl: string;
  /** Where the archive's tree goes; made when missing (the absolute path of a folder). */
  savePath: string;
  /** The session that the caller believes to be its own; the scope's current one unless told (the id of a session, at least 0). */
  sessionId?: number | undefined;
  /** Main unless told, or the session's (1 to 64 of A-Z a-z 0-9 . _ - :). */
  scope?: string | undefined;
  /** The caller's own id for this try, so that a call sent twice is one download (1 to 64 of A-Z a-z 0-9 _ -). */
  downloadId?: string | undefined;
  /** More URLs of the same bytes, tried in turn (at most 16 absolute http or https URLs). */
  mirrors?: string[] | undefined;
  /** Of the archive (sha256:<hex>, or the same with sha512, sha1 or md5). */
  checksum?: string | undefined;
  /** Request headers, sent to downloadUrl's origin only (HTTP headers with their values as strings, none that the transfer sets itself). */
  headers?: Record<string, string> | undefined;
  /** Merge: files join what savePath holds; replace: savePath becomes exactly the archive's tree (merge or replace). */
  install?: "merge" | "replace" | undefined;
  /** With merge, for files that are there (replace, keep or fail). */
  onExisting?: "replace" | "keep" | "fail" | undefined;
  /** False publishes the file itself as savePath/fileName (true or false). */
  unpack?: boolean | undefined;
  /** True publishes the archive too, as savePath/fileName (true or false). */
  keepArchive?: boolean | undefined;
  /** Leading path components to drop from each entry (0 to 64). */
  stripComponents?: number | undefined;
  /** How many connections this download may use at the most (1 to 16). */
  connections?: number | undefined;
  /** How fast this download may be (a number of bytes, at least 1). */
  maxBytesPerSecond?: number | undefined;
  /** Higher goes first among the queued (a number from -1000000 to 1000000). */
  priority?: number | undefined;
}

export type StartDownloadParams = DownloadAndUnzipParams;

export interface AwaitDownloadParams {
  /** Which download (1 to 64 of A-Z a-z 0-9 _ -). */
  downloadId: string;
}

export type CancelDownloadParams = AwaitDownloadParams;

export type PauseDownloadParams = AwaitDownloadParams;

export type ResumeDownloadParams = AwaitDownloadParams;

export type GetDownloadParams = AwaitDownloadParams;

export interface ListDownloadsParams {
  /** Those of this session alone (the id of a session, at least 0). */
  sessionId?: number | undefined;
  /** Those of this scope alone (1 to 64 of A-Z a-z 0-9 . _ - :). */
  scope?: string | undefined;
  /** Those in this state alone (queued, running, paused, publishing, completed, failed or cancelled). */
  state?: "queued" | "running" | "paused" | "publishing" | "completed" | "failed" | "cancelled" | undefined;
  /** How many at the most; 1000 unless told (1 to 1000). */
  limit?: number | undefined;
  /** Those that are older than this one (1 to 64 of A-Z a-z 0-9 _ -). */
  before?: string | undefined;
}

export interface ListFilesParams {
  /** Which download (1 to 64 of A-Z a-z 0-9 _ -). */
  downloadId: string;
  /** How many at the most; 1000 unless told (1 to 10000). */
  limit?: number | undefined;
  /** Those whose paths come after this one (a path, as the list has it). */
  after?: string | undefined;
}

export interface ConfigureParams {
  /** How many downloads run at once; null for what the daemon was started with (1 to 100000, or null). */
  maxConcurrentDownloads?: number | null | undefined;
  /** That all downloads together may receive; null for no limit (at least 1, or null). */
  maxBytesPerSecond?: number | null | undefined;
}

export type PingParams = Record<string, never>;

export interface SubscribeParams {
  /** All scopes where none is named (1 to 64 of A-Z a-z 0-9 . _ - :). */
  scope?: string | undefined;
}

export interface UnsubscribeParams {
  /** All subscriptions where none is named (1 to 64 of A-Z a-z 0-9 . _ - :). */
  scope?: string | undefined;
}

export interface CancelRequestParams {
  /** The call's id (the id of a call, a string or a number). */
  id: string | number;
}

export type ShutdownParams = Record<string, never>;

export type GetStatsParams = Record<string, never>;

export type RpcDiscoverParams = Record<string, never>;

/** What can be called, by its name. */
export interface Methods {
  /** Begins a scope's next session, and ends the one before with all its downloads. */
  begin_session: { params: BeginSessionParams; result: BegunSession };
  /** Tells the user's name, and begins a detached session of main. */
  get_username: { params: GetUsernameParams; result: string };
  /** Tells a scope's newest session, also when it has ended; 0 where there was none. */
  get_session_id: { params: GetSessionIdParams; result: number };
  /** Ends a session with all its downloads; none follows. */
  end_session: { params: EndSessionParams; result: EndedSession };
  /** Downloads an archive and unzips it; answers when all is done. */
  download_and_unzip: { params: DownloadAndUnzipParams; result: DownloadResult };
  /** Begins what download_and_unzip does, and answers at once. */
  start_download: { params: StartDownloadParams; result: StartedDownload };
  /** Answers what download_and_unzip would have, as often as it is asked. */
  await_download: { params: AwaitDownloadParams; result: DownloadResult };
  /** Cancels a download, and answers once it has ended. */
  cancel_download: { params: CancelDownloadParams; result: Status };
  /** Closes a download's connections, and keeps what has arrived. */
  pause_download: { params: PauseDownloadParams; result: Status };
  /** Has a paused download go on. */
  resume_download: { params: ResumeDownloadParams; result: Status };
  /** Tells how a download stands. */
  get_download: { params: GetDownloadParams; result: Status };
  /** Tells how downloads stand, the newest first. */
  list_downloads: { params: ListDownloadsParams; result: Status[] };
  /** Tells what a completed download published, so that an app can uninstall it. */
  list_files: { params: ListFilesParams; result: PublishedFile[] };
  /** Changes limits of the daemon, at once, and tells those in force. */
  configure: { params: ConfigureParams; result: Limits };
  /** Shows that the daemon answers. */
  ping: { params: PingParams; result: "pong" };
  /** Has this connection hear of all downloads and sessions of a scope. */
  subscribe: { params: SubscribeParams; result: boolean };
  /** Ends a subscription. */
  unsubscribe: { params: UnsubscribeParams; result: boolean };
  /** Cancels a call of this connection that awaits its answer: of download_and_unzip the download, of await_download the wait alone, of others nothing. */
  "$/cancelRequest": { params: CancelRequestParams; result: null };
  /** Shuts the daemon down: every download ends, nothing is left. */
  shutdown: { params: ShutdownParams; result: boolean };
  /** Tells what is open, so that anyone can see that nothing is left behind. */
  get_stats: { params: GetStatsParams; result: Stats };
  /** Gives this document. */
  "rpc.discover": { params: RpcDiscoverParams; result: Record<string, unknown> };
}

/** What the daemon tells unasked, by its name. */
export interface Notifications {
  /** How a download stands: each change of its state, and its progress now and then. */
  download_progress: Status;
  /** A download has ended; nothing more is told of it. */
  download_finished: FinishedDownload;
  /** A session has ended or the first one begun. */
  session_changed: SessionChange;
}

/** The code of each reason for which a call can fail. */
export const ERROR_CODES = {
  PARSE_ERROR: -32700,
  INVALID_REQUEST: -32600,
  METHOD_NOT_FOUND: -32601,
  INVALID_PARAMS: -32602,
  INTERNAL: -32603,
  CANCELLED_SESSION_CHANGE: -32001,
  CANCELLED_SESSION_END: -32002,
  NO_SESSION: -32002,
  CANCELLED_SHUTDOWN: -32003,
  SHUTTING_DOWN: -32003,
  CANCELLED_BY_REQUEST: -32800,
  URL_NOT_ALLOWED: -32010,
  PATH_NOT_ALLOWED: -32010,
  DESTINATION_BUSY: -32010,
  DESTINATION_CONFLICT: -32010,
  DESTINATION_IN_USE: -32010,
  DUPLICATE_ID: -32010,
  QUEUE_FULL: -32010,
  UNKNOWN_DOWNLOAD: -32010,
  UNKNOWN_SESSION: -32010,
  CONNECT_FAILED: -32020,
  TLS_FAILED: -32020,
  HTTP_STATUS: -32020,
  TOO_MANY_REDIRECTS: -32020,
  REDIRECT_NOT_ALLOWED: -32020,
  STALLED: -32020,
  TRANSFER_INCOMPLETE: -32020,
  SOURCE_CHANGED: -32020,
  CHECKSUM_MISMATCH: -32020,
  PROTOCOL_ERROR: -32020,
  TOO_LARGE: -32020,
  UNSUPPORTED_ARCHIVE: -32030,
  CORRUPT_ARCHIVE: -32030,
  ENCRYPTED_ARCHIVE: -32030,
  UNSAFE_ENTRY: -32030,
  ARCHIVE_BOMB: -32030,
  ARCHIVE_LIMIT_EXCEEDED: -32030,
  DISK_FULL: -32040,
  IO_ERROR: -32040,
} as const;

/** Why a call failed, as the daemon tells it. */
export type DaemonReason = keyof typeof ERROR_CODES;
