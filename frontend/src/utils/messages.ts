import type { Reason } from "../rpc/error.js";

type Detail = Readonly<Record<string, unknown>>;
type Text = string | ((detail: Detail) => string);

/** A reason that is added to the protocol does not compile until it has its sentence here. */
const MESSAGES: Record<Reason, Text> = {
  // The call: what an app's developer is to see in testing, said so that anyone else is not alarmed.
  PARSE_ERROR: "Something went wrong between this app and its download service.",
  INVALID_REQUEST: "Something went wrong between this app and its download service.",
  METHOD_NOT_FOUND:
    "This app asked for something that its download service does not know. An update may help.",
  INVALID_PARAMS: "This app asked for the download in a way that its download service does not understand.",
  INTERNAL: "The download service ran into a problem of its own. Its log has more.",

  // Sessions, cancellation, shutdown.
  CANCELLED_SESSION_CHANGE:
    "The download was stopped because the page was refreshed or opened anew. Start it again if you still want it.",
  CANCELLED_SESSION_END: "The download was stopped because its window was closed.",
  NO_SESSION: "This page is no longer active. Refresh it to go on.",
  CANCELLED_SHUTDOWN: "The download was stopped because the download service was shut down.",
  SHUTTING_DOWN: "The download service is shutting down. Try again when the app has restarted.",
  CANCELLED_BY_REQUEST: "The download was cancelled.",

  // The door and the destination.
  URL_NOT_ALLOWED: "This address cannot be downloaded from.",
  PATH_NOT_ALLOWED: "Downloads cannot be saved in that folder.",
  DESTINATION_BUSY: "Another download is using that folder. Try again when it has finished.",
  DESTINATION_CONFLICT: (detail) => `Something is in the way${at(detail["path"])}. Nothing was changed.`,
  DESTINATION_IN_USE: (detail) =>
    `Another program is using a file${at(detail["path"])}. Close it, and try again.`,
  DUPLICATE_ID: "This app has used the same id for two different downloads.",
  QUEUE_FULL: "Too many downloads are waiting already. Try again in a while.",
  UNKNOWN_DOWNLOAD: "This download is not known any more.",
  UNKNOWN_SESSION: "This page is not known to the download service. Refresh it to go on.",

  // The transfer.
  CONNECT_FAILED: (detail) =>
    `The server${named(detail)} could not be reached. Check the network, and try again.`,
  TLS_FAILED: (detail) => `No secure connection to the server${named(detail)} could be made.`,
  HTTP_STATUS: (detail) => status(detail["status"]),
  TOO_MANY_REDIRECTS: "The server kept pointing elsewhere, so the download was given up.",
  REDIRECT_NOT_ALLOWED: "The server pointed to an address that is not safe to download from.",
  STALLED: "The server stopped sending. Try again in a while.",
  TRANSFER_INCOMPLETE: "The download broke off before it was complete. Try again.",
  SOURCE_CHANGED: "The file changed on the server during the download. Try again.",
  CHECKSUM_MISMATCH: "The file is not the one that was expected, so it was not installed.",
  PROTOCOL_ERROR: "The server's answer could not be understood.",
  TOO_LARGE: "The file is larger than is allowed.",

  // The archive.
  UNSUPPORTED_ARCHIVE: (detail) => `The file cannot be unpacked${looksLike(detail["looksLike"])}.`,
  CORRUPT_ARCHIVE: "The archive is damaged. Downloading it again may help.",
  ENCRYPTED_ARCHIVE: "The archive is protected by a password, so it cannot be unpacked.",
  UNSAFE_ENTRY: "The archive has an entry that is not safe to unpack, so nothing of it was installed.",
  ARCHIVE_BOMB: "The archive would grow beyond all measure, so it was not unpacked.",
  ARCHIVE_LIMIT_EXCEEDED: "The archive is larger than is allowed, so it was not unpacked.",

  // The disk.
  DISK_FULL: "There is not enough free space on the disk. Make some room, and try again.",
  IO_ERROR: "The disk did not allow the files to be written.",

  // The client's own.
  CONNECTION_LOST: "The connection to the download service was lost.",
  CONNECTION_FAILED: "The download service could not be reached.",
  NOT_STARTED: "The download service was not started.",
  UNKNOWN_REASON: "The download did not succeed.",
};

/**
 * A calm sentence for a person, without technical terms, for every reason that an outcome or a `LeashError` can have.
 *
 * @param reason `error` of an outcome, `reason` of a `LeashError`; what is none has the sentence of `UNKNOWN_REASON`
 * @param detail `detail` of the same; makes some sentences more exact
 */
export function messageFor(reason: Reason, detail?: Detail | null): string {
  const text = MESSAGES[Object.hasOwn(MESSAGES, reason) ? reason : "UNKNOWN_REASON"];
  return typeof text === "string" ? text : text(detail ?? {});
}

function at(path: unknown): string {
  return typeof path === "string" ? ` at ${path}` : "";
}

function named({ host }: Detail): string {
  return typeof host === "string" ? ` ${host}` : "";
}

function looksLike(what: unknown): string {
  return typeof what === "string" ? `: it looks like ${what}` : "";
}

function status(code: unknown): string {
  switch (code) {
    case 401:
    case 403:
      return "The server does not allow this download.";
    case 404:
      return "The server has no such file.";
    case 410:
      return "The file is not there any more.";
    case 429:
      return "The server has had too many requests. Try again in a while.";
    default:
      return typeof code === "number" && code >= 500
        ? "The server has a problem of its own. Try again in a while."
        : "The server refused the download.";
  }
}
