import type { BegunSession, ListDownloadsParams, Methods, PublishedFile, Status } from "../protocol.js";

/** What a page can ask of the daemon, once its session has begun. */
export abstract class Calls {
  /** Calls a method with the params that `params` makes of the page's own session. */
  protected abstract callAs<M extends keyof Methods>(
    method: M,
    params: (session: BegunSession) => Methods[M]["params"],
  ): Promise<Methods[M]["result"]>;

  /** Cancels a download, and waits for its end. @throws LeashError `UNKNOWN_DOWNLOAD`, or as any call */
  cancelDownload(downloadId: string): Promise<Status> {
    return this.call("cancel_download", { downloadId });
  }

  /** Pauses a download; what has arrived is kept. @throws LeashError `UNKNOWN_DOWNLOAD`, or as any call */
  pauseDownload(downloadId: string): Promise<Status> {
    return this.call("pause_download", { downloadId });
  }

  /** Has a paused download go on. @throws LeashError `UNKNOWN_DOWNLOAD`, or as any call */
  resumeDownload(downloadId: string): Promise<Status> {
    return this.call("resume_download", { downloadId });
  }

  /** Tells how a download stands. @throws LeashError `UNKNOWN_DOWNLOAD`, or as any call */
  getDownload(downloadId: string): Promise<Status> {
    return this.call("get_download", { downloadId });
  }

  /** Tells how downloads stand, newest first: those of this page's session unless told. @throws LeashError as any call */
  listDownloads(filter?: ListDownloadsParams): Promise<Status[]> {
    return this.callAs("list_downloads", ({ sessionId }) => filter ?? { sessionId });
  }

  /**
   * Tells which downloads ended with the scope's session before this page's: what a refresh has stopped, so that the new
   * page can say so. Not what `begin_session` answers with: a browser closes the old page's connection first, and that
   * has ended them already. @throws LeashError as any call
   */
  async stoppedBefore(): Promise<Status[]> {
    const cancelled = await this.callAs("list_downloads", ({ previousSessionId, scope }) => ({
      sessionId: previousSessionId, // 0 is the one that every scope begins with
      scope,
      state: "cancelled",
    }));
    // What a person has cancelled is no news.
    return cancelled.filter(({ error }) => error?.data.reason === "CANCELLED_SESSION_CHANGE");
  }

  /** Tells what a completed download published, 1,000 files at a time. @throws LeashError as any call */
  listFiles(
    downloadId: string,
    page: { limit?: number | undefined; after?: string | undefined } = {},
  ): Promise<PublishedFile[]> {
    return this.call("list_files", { downloadId, ...page });
  }

  /**
   * Calls any method of the protocol, once the session has begun.
   *
   * @throws LeashError what the daemon answered; `NOT_STARTED`; `CONNECTION_FAILED` and `CONNECTION_LOST` when no
   *   answer will come; what the daemon refused the session with
   */
  call<M extends keyof Methods>(method: M, params: Methods[M]["params"]): Promise<Methods[M]["result"]> {
    return this.callAs(method, () => params);
  }
}
