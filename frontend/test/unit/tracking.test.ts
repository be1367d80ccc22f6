import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type DownloadOutcome,
  SessionManager,
  startDownloadWithSessionTracking,
} from "leash-session-manager";
import { FakeDaemon, settled, status } from "../support/fakeDaemon.js";
import { startedPage } from "../support/page.js";

describe("A page that starts", () => {
  it("begins a session as the very first message, bound to its connection, and subscribes to its scope", async () => {
    const daemon = new FakeDaemon();
    const started = new SessionManager().start({ transport: daemon.connector, scope: "settings" });
    await daemon.last.begin(3, 2, "settings");

    const [first, second] = daemon.last.sent;
    assert.deepEqual([first?.method, first?.params], ["begin_session", { scope: "settings" }]);
    assert.deepEqual([second?.method, second?.params], ["subscribe", { scope: "settings" }]);
    const outcome = await started;
    assert.ok(outcome.success);
    assert.equal(outcome.session.sessionId, 3);
  });

  it("knows its session and its person's name when the session has begun, and not before", async () => {
    const daemon = new FakeDaemon();
    const manager = new SessionManager();
    const started = manager.start({ transport: daemon.connector });
    const before = [manager.getSessionId(), manager.getUsername()];
    await daemon.last.begin(3);
    await started;

    assert.deepEqual(before, [undefined, undefined]);
    assert.deepEqual([manager.getSessionId(), manager.getUsername()], [3, "ada"]);
  });

  it("sends calls that were made before in the order in which they were made", async () => {
    const daemon = new FakeDaemon();
    const manager = new SessionManager();
    void manager.start({ transport: daemon.connector });
    void manager.startDownloadWithSessionTracking("a.zip", "http://h/a", "/a", { downloadId: "a" });
    void manager.pauseDownload("a");
    void manager.resumeDownload("a");
    void manager.startDownloadWithSessionTracking("b.zip", "http://h/b", "/b");
    void manager.listDownloads();
    await settled();
    assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe"]);

    await daemon.last.begin(3);
    await settled();

    const calls = [
      "download_and_unzip",
      "pause_download",
      "resume_download",
      "download_and_unzip",
      "list_downloads",
    ];
    assert.deepEqual(daemon.last.methods.slice(2), calls);
  });

  it("takes a call of whoever is told that it connects", async () => {
    const daemon = new FakeDaemon();
    const manager = new SessionManager();
    const downloads: Promise<DownloadOutcome>[] = [];
    manager.onConnectionChange(({ state }) => {
      if (state !== "connecting") return;
      downloads.push(manager.startDownloadWithSessionTracking("a.zip", "http://h/a", "/a"));
    });
    for (const sessionId of [3, 4]) {
      void manager.start({ transport: daemon.connector });
      await daemon.last.begin(sessionId);
      const sent = await daemon.last.next("download_and_unzip");
      assert.equal(sent.params["sessionId"], sessionId);
      daemon.last.answer(sent, {});
    }

    assert.deepEqual(
      (await Promise.all(downloads)).map(({ success }) => success),
      [true, true],
    );
  });

  it("does not connect when whoever is told of it closes it", async () => {
    const daemon = new FakeDaemon();
    const manager = new SessionManager();
    manager.onConnectionChange(() => {
      manager.close();
    });
    const outcome = await manager.start({ transport: daemon.connector });

    assert.equal(outcome.success || outcome.error, "CONNECTION_LOST");
    assert.deepEqual(daemon.connections, []);
  });

  it("tells each call that waited why the session did not begin, and closes the connection", async () => {
    const daemon = new FakeDaemon();
    const manager = new SessionManager();
    const changes: string[] = [];
    manager.onConnectionChange(({ state }) => changes.push(state));
    const started = manager.start({ transport: daemon.connector });
    const download = manager.startDownloadWithSessionTracking("a.zip", "http://h/a", "/a");
    const begin = await daemon.last.next("begin_session");
    daemon.last.refuse(begin, -32003, { reason: "SHUTTING_DOWN", retryable: true });

    for (const outcome of [await started, await download]) {
      assert.ok(!outcome.success);
      assert.equal(outcome.error, "SHUTTING_DOWN");
      assert.equal(outcome.retryable, true);
    }
    await settled();
    assert.ok(daemon.last.isClosed);
    assert.deepEqual(changes, ["connecting", "lost"]);
  });

  it("says so when there is no daemon", async () => {
    const daemon = new FakeDaemon();
    daemon.refusal = new Error("nobody is there");
    const manager = new SessionManager();
    const started = manager.start({ transport: daemon.connector });
    const download = manager.startDownloadWithSessionTracking("a.zip", "http://h/a", "/a");

    for (const outcome of [await started, await download]) {
      assert.ok(!outcome.success);
      assert.equal(outcome.error, "CONNECTION_FAILED");
      assert.match(outcome.message, /nobody is there/);
    }
    await assert.rejects(manager.getDownload("a"), { reason: "CONNECTION_FAILED" });
  });

  it("gives up a connection that does not open in time, and closes it should it open later", async () => {
    const daemon = new FakeDaemon();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let wasAborted = false;
    const outcome = await new SessionManager().start({
      transport: async (listener, signal) => {
        signal.onabort = () => (wasAborted = true);
        await gate;
        return daemon.connector(listener, signal);
      },
      connectTimeoutMillis: 1,
    });

    assert.ok(!outcome.success);
    assert.equal(outcome.error, "CONNECTION_FAILED");
    assert.ok(wasAborted);
    open();
    await settled();
    assert.ok(daemon.last.isClosed);
    assert.deepEqual(daemon.last.sent, []);
  });

  it("waits for as long as it takes where no time-out is wanted", async (t) => {
    const timer = t.mock.method(globalThis, "setTimeout");
    for (const connectTimeoutMillis of [Infinity, 2 ** 31]) {
      const daemon = new FakeDaemon();
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const manager = new SessionManager();
      const started = manager.start({
        transport: (listener, signal) => gate.then(() => daemon.connector(listener, signal)),
        connectTimeoutMillis,
      });
      assert.equal(timer.mock.callCount(), 0, "one that is set for so long goes off at once");
      open();
      await settled();
      await daemon.last.begin(3);

      assert.ok((await started).success);
    }
  });

  it("hands on that trying again is of no use, where its transport says so", async () => {
    const daemon = new FakeDaemon();
    daemon.refusal = Object.assign(new Error("a wrong option"), { retryable: false });
    const outcome = await new SessionManager().start({ transport: daemon.connector });

    assert.ok(!outcome.success);
    assert.deepEqual([outcome.error, outcome.retryable], ["CONNECTION_FAILED", false]);
  });

  it("says so when tracking was not started", async () => {
    const outcome = await startDownloadWithSessionTracking("a.zip", "http://h/a", "/a");
    assert.ok(!outcome.success);
    assert.equal(outcome.error, "NOT_STARTED");

    const manager = new SessionManager();
    await assert.rejects(manager.beginSession(), { reason: "NOT_STARTED" });
    await assert.rejects(manager.pauseDownload("a"), { reason: "NOT_STARTED" });
    await assert.rejects(manager.stoppedBefore(), { reason: "NOT_STARTED" });
    const again = await manager.reconnect();
    assert.equal(again.success || again.error, "NOT_STARTED");
  });
});

describe("A page that is there", () => {
  it("asks for the downloads of its own session unless told", async () => {
    const { daemon, manager } = await startedPage();
    void manager.listDownloads();
    void manager.listDownloads({ scope: "other", limit: 1 });

    assert.deepEqual((await daemon.last.next("list_downloads")).params, { sessionId: 7 });
    assert.deepEqual((await daemon.last.next("list_downloads")).params, { scope: "other", limit: 1 });
  });

  it("can tell what the end of the session before it has stopped, and nothing else", async () => {
    const { daemon, manager } = await startedPage();
    const stopped = manager.stoppedBefore();
    const sent = await daemon.last.next("list_downloads");
    const ended = (downloadId: string, reason: "CANCELLED_SESSION_CHANGE" | "CANCELLED_BY_REQUEST") =>
      status(downloadId, {
        state: "cancelled",
        error: { code: -32001, message: "It ended", data: { reason, retryable: false } },
      });
    daemon.last.answer(sent, [
      ended("stopped", "CANCELLED_SESSION_CHANGE"),
      ended("by the person", "CANCELLED_BY_REQUEST"),
    ]);

    assert.deepEqual(sent.params, { sessionId: 6, scope: "main", state: "cancelled" });
    assert.deepEqual(
      (await stopped).map(({ downloadId }) => downloadId),
      ["stopped"],
    );
  });

  it("rejects a call with the daemon's refusal", async () => {
    const { daemon, manager } = await startedPage();
    const paused = manager.pauseDownload("x");
    const sent = await daemon.last.next("pause_download");
    daemon.last.refuse(
      sent,
      -32010,
      { reason: "UNKNOWN_DOWNLOAD", downloadId: "x" },
      "There is no download 'x'",
    );

    await assert.rejects(paused, {
      name: "LeashError",
      reason: "UNKNOWN_DOWNLOAD",
      code: -32010,
      message: "There is no download 'x'",
      retryable: false,
    });
  });

  it("begins anew on the same connection when it starts again, after closing the one before", async () => {
    const { daemon, manager } = await startedPage();
    const again = manager.start({ transport: daemon.connector });
    await settled();
    await daemon.last.begin(8);

    assert.ok((await again).success);
    assert.equal(daemon.connections.length, 2);
    assert.ok(daemon.connections[0]?.isClosed);
    assert.equal(manager.getSessionId(), 8);
  });
});
