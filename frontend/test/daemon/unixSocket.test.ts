import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { type OwnSessionChange, SessionManager, type Status } from "leash-session-manager";
import { type Daemon, unixSocket } from "leash-session-manager/node";
import { ENOUGH_MILLIS, Home } from "../support/daemon.js";
import { SlowServer } from "../support/slowServer.js";

describe("Pages on the daemon's socket", { timeout: ENOUGH_MILLIS }, () => {
  let home: Home;
  let daemon: Daemon;
  let server: SlowServer;
  let pages: SessionManager[];

  before(async () => {
    home = new Home();
    daemon = await home.startDaemon();
  });
  after(async () => {
    assert.equal(await daemon.stop(), "it ended with 0");
    home.remove();
  });
  beforeEach(async () => {
    server = await SlowServer.start();
    pages = [];
  });
  afterEach(() => {
    for (const page of pages) page.close();
    server.stop();
  });

  async function page(scope = "main"): Promise<SessionManager> {
    const manager = new SessionManager();
    pages.push(manager);
    const outcome = await manager.start({ transport: unixSocket(home.socket), scope });
    assert.ok(outcome.success);
    return manager;
  }

  it("download and unzip, and hear of the progress", async () => {
    const manager = await page();
    const seen: Status[] = [];
    const outcome = await manager.startDownloadWithSessionTracking(
      "mod.zip",
      server.url("mod.zip"),
      home.at("whole"),
      {
        onProgress: (status) => seen.push(status),
      },
    );

    assert.ok(outcome.success, JSON.stringify(outcome));
    assert.equal(outcome.result.files, 1);
    assert.equal(outcome.result.sessionId, manager.getSessionId());
    assert.match(readFileSync(join(home.at("whole"), "mod.txt"), "utf8"), /^A mod\./);
    assert.deepEqual([seen[0]?.state, seen.at(-1)?.state], ["queued", "completed"]);
    assert.ok(manager.getUsername());
    assert.deepEqual(await manager.listFiles(outcome.result.downloadId), [
      { path: "mod.txt", bytes: 200_000, replaced: false },
    ]);
    await home.hasOnly("whole");
  });

  it("lose their downloads when the next page begins, and nothing is left of them", async () => {
    const old = await page();
    const changes: OwnSessionChange[] = [];
    old.onSessionChange((change) => changes.push(change));
    const outcome = old.startDownloadWithSessionTracking(
      "mod.zip",
      server.url("slow"),
      home.at("superseded"),
    );
    const half = await server.half();
    const next = await page();

    const failure = await outcome;
    assert.ok(!failure.success);
    assert.equal(failure.error, "CANCELLED_SESSION_CHANGE");
    assert.equal(failure.message, "Download cancelled due to session change");
    assert.equal(failure.currentSessionId, next.getSessionId());
    await half.brokenOff;
    assert.ok(!home.has("superseded"));
    await home.hasOnly("whole");
    await old.call("ping", {}); // what was told before that has arrived
    assert.deepEqual(
      changes.map(({ kind }) => kind),
      ["superseded"],
    );
  });

  it("lose their downloads also when the same page starts again, and hear what the daemon has of them", async () => {
    const manager = await page();
    const before = manager.getSessionId();
    const outcome = manager.startDownloadWithSessionTracking(
      "mod.zip",
      server.url("slow"),
      home.at("restarted"),
      {
        downloadId: "restarted",
      },
    );
    const half = await server.half();
    const again = await manager.reconnect();

    const failure = await outcome;
    assert.ok(again.success && !failure.success);
    assert.ok(again.session.sessionId > Number(before));
    await half.brokenOff;
    await home.hasOnly("whole");
    const { error } = await manager.getDownload("restarted");
    assert.equal(failure.error, "CANCELLED_SESSION_CHANGE");
    assert.deepEqual([error?.data.reason, error?.message], [failure.error, failure.message]);
  });

  it("start nothing when they were superseded, and do not take over the next page's session", async () => {
    const old = await page();
    const next = await page();
    const outcome = await old.startDownloadWithSessionTracking(
      "mod.zip",
      server.url("mod.zip"),
      home.at("late"),
    );

    assert.ok(!outcome.success);
    assert.equal(outcome.error, "CANCELLED_SESSION_CHANGE");
    assert.notEqual(old.getSessionId(), next.getSessionId());
    assert.equal(server.requests, 0);
    assert.ok(!home.has("late"));
  });

  it("lose their downloads when their connection closes", async () => {
    const gone = await page("gone");
    const watching = await page("watching");
    const outcome = gone.startDownloadWithSessionTracking("mod.zip", server.url("slow"), home.at("closed"), {
      downloadId: "of-a-closed-page",
    });
    const half = await server.half();
    gone.close();

    const failure = await outcome;
    assert.equal(failure.success || failure.error, "CONNECTION_LOST");
    await half.brokenOff;
    await home.hasOnly("whole");
    const { state, error } = await watching.getDownload("of-a-closed-page");
    assert.equal(state, "cancelled");
    assert.deepEqual(error?.data.detail, { cause: "disconnected" });
  });

  it("cancel by a signal, and nothing is left", async () => {
    const manager = await page();
    const abort = new AbortController();
    const outcome = manager.startDownloadWithSessionTracking(
      "mod.zip",
      server.url("slow"),
      home.at("aborted"),
      {
        signal: abort.signal,
      },
    );
    const half = await server.half();
    abort.abort();

    const failure = await outcome;
    assert.equal(failure.success || failure.error, "CANCELLED_BY_REQUEST");
    await half.brokenOff;
    await home.hasOnly("whole");
  });

  it("have one download for two calls with one id", async () => {
    const manager = await page();
    const call = () =>
      manager.startDownloadWithSessionTracking("mod.zip", server.url("slow"), home.at("twice"), {
        downloadId: "twice",
      });
    const outcomes = [call(), call()];
    (await server.half()).release();

    const [first, second] = await Promise.all(outcomes);
    assert.ok(first?.success);
    assert.deepEqual(first, second);
    assert.equal(server.requests, 1);
  });

  it("pause, ask and go on", async () => {
    const manager = await page();
    const outcome = manager.startDownloadWithSessionTracking(
      "mod.zip",
      server.url("slow"),
      home.at("paused"),
      {
        downloadId: "paused",
      },
    );
    await server.half();
    assert.equal((await manager.pauseDownload("paused")).state, "paused");
    const states = (await manager.listDownloads()).map(({ downloadId, state }) => [downloadId, state]);
    assert.deepEqual(states, [["paused", "paused"]]);
    await manager.resumeDownload("paused");
    (await server.half()).release();

    assert.ok((await outcome).success);
  });

  it("do not disturb those of another scope", async () => {
    const one = await page("one");
    const outcome = one.startDownloadWithSessionTracking("mod.zip", server.url("slow"), home.at("scoped"));
    const half = await server.half();
    await page("two");
    half.release();

    assert.ok((await outcome).success);
  });

  it("are told why a download is refused", async () => {
    const manager = await page();
    const outside = await manager.startDownloadWithSessionTracking(
      "mod.zip",
      server.url("mod.zip"),
      "/etc/mods",
    );
    const malformed = await manager.startDownloadWithSessionTracking(
      "a/b",
      server.url("mod.zip"),
      home.at("x"),
    );

    assert.equal(outside.success || outside.error, "PATH_NOT_ALLOWED");
    assert.equal(malformed.success || malformed.error, "INVALID_PARAMS");
  });

  it("begin anew without a reload", async () => {
    const manager = await page();
    const outcome = manager.startDownloadWithSessionTracking("mod.zip", server.url("slow"), home.at("anew"));
    await server.half();
    const before = manager.getSessionId();
    const session = await manager.beginSession();

    assert.equal(session.previousSessionId, before);
    const failure = await outcome;
    assert.equal(failure.success || failure.error, "CANCELLED_SESSION_CHANGE");
    const next = await manager.startDownloadWithSessionTracking(
      "mod.zip",
      server.url("mod.zip"),
      home.at("anew"),
    );
    assert.ok(next.success);
  });
});

describe("A page whose daemon is killed", { timeout: ENOUGH_MILLIS }, () => {
  it("is told, and connects again when it asks for it and a daemon is there", async (t) => {
    const home = new Home();
    const server = await SlowServer.start();
    const killed = await home.startDaemon();
    const manager = new SessionManager();
    const lost = new Promise((resolve) =>
      manager.onConnectionChange(({ state }) => {
        if (state === "lost") resolve(state);
      }),
    );
    await manager.start({ transport: unixSocket(home.socket) });
    const outcome = manager.startDownloadWithSessionTracking("mod.zip", server.url("slow"), home.at("mod"));
    await server.half();
    process.kill(killed.ready.pid, "SIGKILL");

    const failure = await outcome;
    assert.equal(failure.success || failure.error, "CONNECTION_LOST");
    await lost;
    await killed.ended;
    const early = await manager.reconnect();
    assert.equal(early.success || early.error, "CONNECTION_FAILED");
    const daemon = await home.startDaemon();
    t.after(async () => {
      manager.close();
      await daemon.stop();
      server.stop();
      home.remove();
    });
    assert.ok((await manager.reconnect()).success);
    await home.hasOnly();
  });
});
