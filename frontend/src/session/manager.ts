import { checkDownload, checkFunction, checkTracking } from "../check/check.js";
import type { BegunSession, Methods, SessionChange } from "../protocol.js";
import { clientError, LeashError, restartedError } from "../rpc/error.js";
import type { Connector } from "../transport/transport.js";
import { webSocket } from "../transport/webSocket.js";
import { Calls } from "./calls.js";
import { download } from "./download.js";
import { Link } from "./link.js";
import { Listeners } from "./listeners.js";
import { failureOf } from "./outcome.js";
import { Progress } from "./progress.js";
import type {
  ConnectionChange,
  DownloadOptions,
  DownloadOutcome,
  OwnSessionChange,
  SessionOutcome,
  TrackingOptions,
} from "./types.js";

/** On loopback a connection is there in milliseconds; the start of a daemon as a child takes a second or two. */
const CONNECT_TIMEOUT_MILLIS = 10_000;

/**
 * The sessions of one page, on one connection at a time. A page that is alone uses the functions of
 * `utils/sessionManager`, which work on a manager that they share; an app with several connections makes one for each.
 *
 * Calls that are made while the session begins wait for it. No call is ever sent again.
 */
export class SessionManager extends Calls {
  readonly #sessionListeners = new Listeners<OwnSessionChange>();
  readonly #connectionListeners = new Listeners<ConnectionChange>();
  readonly #progress = new Progress();
  #options: TrackingOptions | undefined;
  #link: Link | undefined;
  #state: ConnectionChange["state"] | undefined;
  #session: BegunSession | undefined;

  /**
   * Connects, and begins this page's session; the one that the scope had ends, with all its downloads. A connection
   * that is there already is closed first, and whoever waits on it gets `CANCELLED_SESSION_CHANGE` with the client's own cause
   * `restarted`; `CONNECTION_LOST` when it goes to another scope.
   *
   * @throws TypeError that names what of the options is missing or wrong; what there was goes on then
   */
  async start(options: TrackingOptions): Promise<SessionOutcome> {
    checkTracking(options);
    const connector = options.transport ?? webSocket(options);
    const isSameScope = scopeOf(options) === scopeOf(this.#options);
    this.#link?.close(isSameScope ? restartedError() : undefined);
    this.#options = options;
    this.#session = undefined;
    const link = this.#linkOf(connector, options);
    this.#link = link; // before anyone is told: whoever hears of it may call already
    this.#tell({ state: "connecting" });
    link.connect();
    return outcomeOf(link.session);
  }

  /**
   * Connects anew after a loss, and begins a new session. Nothing of the old one is taken over: its downloads have
   * ended with its connection. While connecting it joins the attempt that is under way.
   *
   * It uses what `start` was given. A daemon that was started anew has another address and token: after that only a
   * `start` with those can succeed, or a transport that asks for them each time.
   */
  reconnect(): Promise<SessionOutcome> {
    if (this.#link && this.#state === "connecting") return outcomeOf(this.#link.session);
    return this.#options ? this.start(this.#options) : outcomeOf(Promise.reject(notStarted()));
  }

  /**
   * Begins the scope's next session on the same connection: what a page does that begins anew without a reload. Its own
   * downloads end as `CANCELLED_SESSION_CHANGE`.
   *
   * @param options `detached` for a session that does not end with the connection
   * @throws LeashError what the daemon answered; the session before goes on then
   */
  beginSession(options: { detached?: boolean | undefined } = {}): Promise<BegunSession> {
    return this.#link?.begin(options.detached ?? false) ?? Promise.reject(notStarted());
  }

  /**
   * The id of the session that this page began last; undefined until it has, also while it connects anew. It stays the
   * same when the session has ended or was superseded, and when the connection is lost or closed: a page never takes
   * over the session of another.
   */
  getSessionId(): number | undefined {
    return this.#session?.sessionId;
  }

  /** The name of the person at the desktop; undefined until the session has begun. */
  getUsername(): string | undefined {
    return this.#session?.username;
  }

  /**
   * Has `listener` hear what the daemon tells of this page's session. That it has ended with its connection,
   * `onConnectionChange` tells. What is returned takes it away again.
   */
  onSessionChange(listener: (change: OwnSessionChange) => void): () => void {
    checkFunction("listener", listener);
    return this.#sessionListeners.add(listener);
  }

  /** Has `listener` hear how the connection stands. What is returned takes it away again. */
  onConnectionChange(listener: (change: ConnectionChange) => void): () => void {
    checkFunction("listener", listener);
    return this.#connectionListeners.add(listener);
  }

  /**
   * Downloads an archive and unzips it into `savePath`. The promise is kept, whatever the daemon says; it is broken by
   * a fault of the program alone (a `TypeError`: an option that is no JSON, say).
   *
   * A second call with the same `downloadId` and params joins the first. An abort cancels the download, and the outcome
   * is `CANCELLED_BY_REQUEST`, unless it was complete by then.
   *
   * @param fileName the archive's name: one plain file name
   * @param downloadUrl http or https
   * @param savePath the absolute path of a folder below one of the daemon's allowed roots; made when missing
   */
  async startDownloadWithSessionTracking(
    fileName: string,
    downloadUrl: string,
    savePath: string,
    options: DownloadOptions = {},
  ): Promise<DownloadOutcome> {
    checkDownload(options);
    if (!this.#link) return failureOf(notStarted(), options.downloadId);
    return download(this.#link, this.#progress, { fileName, downloadUrl, savePath }, options);
  }

  /**
   * Closes the connection, and so ends the session and its downloads. Whoever waits gets `CONNECTION_LOST`. A program in
   * Node can end only then. `reconnect()` comes back.
   */
  close(): void {
    if (!this.#link || this.#state === "closed") return;
    this.#link.close();
    this.#tell({ state: "closed" });
  }

  protected override callAs<M extends keyof Methods>(
    method: M,
    params: (session: BegunSession) => Methods[M]["params"],
  ): Promise<Methods[M]["result"]> {
    return this.#link?.call(method, params) ?? Promise.reject(notStarted());
  }

  #tell(change: ConnectionChange): void {
    this.#state = change.state;
    this.#connectionListeners.tell(change);
  }

  #linkOf(connector: Connector, options: TrackingOptions): Link {
    const timeoutMillis = options.connectTimeoutMillis ?? CONNECT_TIMEOUT_MILLIS;
    // A link that was closed tells nothing any more: so there is no need to ask which one it is.
    return new Link(
      { connector, scope: options.scope, timeoutMillis },
      {
        began: (session) => {
          this.#began(session);
        },
        changed: (own, change) => {
          this.#sessionListeners.tell(endOf(own, change));
        },
        progress: (status) => {
          this.#progress.tell(status);
        },
        lost: (error) => {
          this.#tell({ state: "lost", error });
        },
      },
    );
  }

  #began(session: BegunSession): void {
    this.#session = session;
    if (this.#state === "connecting") this.#tell({ state: "connected" });
    this.#sessionListeners.tell({ kind: "began", session });
  }
}

async function outcomeOf(session: Promise<BegunSession>): Promise<SessionOutcome> {
  try {
    return { success: true, session: await session };
  } catch (error) {
    if (error instanceof LeashError) return failureOf(error);
    throw error;
  }
}

function endOf({ sessionId }: BegunSession, change: SessionChange): OwnSessionChange {
  const { sessionId: currentSessionId, cancelledDownloads } = change;
  return currentSessionId === 0
    ? { kind: "ended", sessionId, cancelledDownloads }
    : { kind: "superseded", sessionId, currentSessionId, cancelledDownloads };
}

function scopeOf(options: TrackingOptions | undefined): string {
  return options?.scope ?? "main";
}

function notStarted(): LeashError {
  return clientError("NOT_STARTED", "Session tracking was not started: call initSessionTracking first");
}
