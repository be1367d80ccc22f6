import type { BegunSession, Methods, Notifications, SessionChange } from "../protocol.js";
import { RpcClient, type RpcListener } from "../rpc/client.js";
import { leftError, type LeashError } from "../rpc/error.js";
import type { Connector } from "../transport/transport.js";

/** Who hears of what happens on a link. After `lost` nothing comes. */
export interface LinkListener {
  began(session: BegunSession): void;
  /** The page's session, `own`, is not current any more. */
  changed(own: BegunSession, change: SessionChange): void;
  progress(status: Notifications["download_progress"]): void;
  lost(error: LeashError): void;
}

/** How a link is opened. */
export interface LinkOptions {
  connector: Connector;
  scope: string | undefined;
  timeoutMillis: number;
}

type Call<M extends keyof Methods> = (session: BegunSession) => Methods[M]["params"];

/** One connection of a page, from before it connects to its end, and the sessions that the page begins on it. */
export class Link {
  readonly #options: LinkOptions;
  readonly #listener: LinkListener;
  readonly #leaving = new AbortController();
  readonly #rpc: Promise<RpcClient>;
  #connected: (rpc: Promise<RpcClient>) => void = () => undefined;
  readonly #first: Promise<BegunSession>;
  /** The later session that it has, and what was asked for since and is not refused. */
  #later: Promise<BegunSession>[] = [];
  #own: BegunSession | undefined;
  #highest = 0;
  #beginning = 0;
  #unjudged: SessionChange[] = [];
  #isOver = false;

  /** Begins a session as the very first message, once it is connected: what is called on the link before waits. */
  constructor(options: LinkOptions, listener: LinkListener) {
    this.#options = options;
    this.#listener = listener;
    this.#rpc = new Promise((resolve) => (this.#connected = resolve));
    this.#first = this.#begin(false);
    // Right behind, so that no change of the scope is missed; a refusal leaves the begin's own answer to tell.
    this.callAtOnce("subscribe", this.#scope()).catch(() => undefined);
    this.#first.catch((error: unknown) => {
      this.#fail(error as LeashError);
    });
  }

  /** Connects, unless it is closed by now. To be called once. */
  connect(): void {
    const { connector, timeoutMillis } = this.#options;
    const { signal } = this.#leaving;
    const listener: RpcListener = {
      notification: (method, params) => {
        this.#take(method, params);
      },
      lost: (error) => {
        this.#end(error);
      },
    };
    this.#connected(
      signal.aborted
        ? Promise.reject(signal.reason as LeashError)
        : RpcClient.connect(connector, listener, { timeoutMillis, signal }),
    );
  }

  /** The page's session, once it has begun; of the begin that was asked for last, and is not refused. */
  get session(): Promise<BegunSession> {
    return this.#later.at(-1) ?? this.#first;
  }

  /** Begins the scope's next session on this connection. When that is refused, the one before goes on. */
  begin(detached: boolean): Promise<BegunSession> {
    const begun = this.#begin(detached);
    this.#later.push(begun);
    // By itself and not by what was there before it: that may be a begin that is refused, too.
    begun.then(
      () => (this.#later = this.#later.slice(Math.max(0, this.#later.indexOf(begun)))),
      () => (this.#later = this.#later.filter((one) => one !== begun)),
    );
    return begun;
  }

  /** Calls a method when the session has begun. Calls are sent in the order in which they are made. */
  call<M extends keyof Methods>(method: M, params: Call<M>): Promise<Methods[M]["result"]> {
    return this.session.then((session) => this.callAtOnce(method, params(session)));
  }

  /** Calls a method whether or not a session has begun. */
  async callAtOnce<M extends keyof Methods>(
    method: M,
    params: Methods[M]["params"],
  ): Promise<Methods[M]["result"]> {
    const rpc = await this.#rpc;
    return rpc.call(method, params);
  }

  /** Closes the connection, and so ends the session. Whoever waits is told `why`; the listener is not. */
  close(why = leftError()): void {
    this.#isOver = true;
    this.#leaving.abort(why);
    this.#rpc.then(
      (rpc) => {
        rpc.close(why);
      },
      () => undefined,
    );
  }

  #scope(): { scope?: string } {
    const { scope } = this.#options;
    return scope === undefined ? {} : { scope };
  }

  async #begin(detached: boolean): Promise<BegunSession> {
    this.#beginning++;
    try {
      const rpc = await this.#rpc;
      const params = { ...this.#scope(), ...(detached && { detached }) };
      const session = await rpc.call("begin_session", params);
      this.#adopt(session);
      return session;
    } finally {
      this.#beginning--;
      this.#judge();
    }
  }

  /** Of two begins the later one may be answered first. Ids only grow: what the older one began is over by then. */
  #adopt(session: BegunSession): void {
    if (session.sessionId <= this.#highest) return;
    this.#highest = session.sessionId;
    this.#own = session;
    if (!this.#isOver) this.#listener.began(session);
  }

  #take<N extends keyof Notifications>(method: N, params: Notifications[N]): void {
    if (method === "session_changed") {
      this.#unjudged.push(params as SessionChange);
      this.#judge();
    } else {
      this.#listener.progress(params as Notifications["download_progress"]);
    }
  }

  /**
   * Tells of the changes that end this page's session. While a begin is under way it cannot be told which do: its own
   * change may come before its answer, and so may the one that supersedes it.
   */
  #judge(): void {
    if (this.#beginning > 0) return;
    for (const change of this.#unjudged.splice(0)) {
      const own = this.#own;
      if (!own || this.#isOver || change.scope !== own.scope) continue;
      // Ids only grow, and a scope has one session: a later one there means that this one is over.
      if (change.previousSessionId !== own.sessionId && change.sessionId <= own.sessionId) continue;
      this.#own = undefined;
      this.#listener.changed(own, change);
    }
  }

  #fail(error: LeashError): void {
    this.#end(error);
    this.close(); // without a session the connection is of no use
  }

  #end(error: LeashError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listener.lost(error);
  }
}
