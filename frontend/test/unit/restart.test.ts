import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { close, defaultManager, initSessionTracking, SessionManager } from "leash-session-manager";
import { FakeDaemon, settled } from "../support/fakeDaemon.js";
import { startedPage } from "../support/page.js";

const ARGUMENTS = ["mod.zip", "http://h/mod.zip", "/mods/mod"] as const;
const RESTARTED = {
  success: false,
  error: "CANCELLED_SESSION_CHANGE",
  message: "This page has started its session tracking again",
  retryable: false,
  detail: { cause: "restarted" },
};
const CANCELLED = { ...RESTARTED, message: "Download cancelled due to session change", downloadId: "x" };

describe("A page that starts again in mid-download", () => {
  const ways = {
    "by initSessionTracking": (manager: SessionManager, daemon: FakeDaemon) =>
      manager.start({ transport: daemon.connector }),
    "by reconnect": (manager: SessionManager) => manager.reconnect(),
  };
  for (const [way, again] of Object.entries(ways)) {
    it(`has ended its own session, and its calls are told so, each in its words: ${way}`, async () => {
      const { daemon, manager } = await startedPage();
      const download = manager.startDownloadWithSessionTracking(...ARGUMENTS, { downloadId: "x" });
      const list = manager.listDownloads();
      await daemon.last.next("list_downloads");
      const started = again(manager, daemon);

      assert.deepEqual(await download, CANCELLED);
      const { error: reason, message } = RESTARTED;
      await assert.rejects(list, { reason, message, code: -32001 });
      assert.ok(daemon.connections[0]?.isClosed);
      await daemon.last.begin(8);
      assert.ok((await started).success);
    });
  }

  it("has left when it starts again in another scope", async () => {
    const { daemon, manager } = await startedPage();
    const download = manager.startDownloadWithSessionTracking(...ARGUMENTS);
    await daemon.last.next("download_and_unzip");
    const started = manager.start({ transport: daemon.connector, scope: "other" });
    const outcome = await download;
    await daemon.last.begin(8, 0, "other");

    assert.ok((await started).success);
    assert.ok(!outcome.success);
    assert.deepEqual([outcome.error, outcome.detail], ["CONNECTION_LOST", { cause: "left" }]);
  });

  it("before its first session has begun: the first start and what waited for it are told so, too", async () => {
    const daemon = new FakeDaemon();
    const manager = new SessionManager();
    const first = manager.start({ transport: daemon.connector });
    const between = manager.startDownloadWithSessionTracking(...ARGUMENTS, { downloadId: "x" });
    const second = manager.start({ transport: daemon.connector });

    assert.deepEqual(await first, RESTARTED);
    assert.deepEqual(await between, CANCELLED);
    await settled();
    assert.ok(daemon.connections[0]?.isClosed);
    await daemon.last.begin(8);
    assert.ok((await second).success);
  });

  it("while it begins: the same", async () => {
    const daemon = new FakeDaemon();
    const manager = new SessionManager();
    const first = manager.start({ transport: daemon.connector });
    const between = manager.startDownloadWithSessionTracking(...ARGUMENTS, { downloadId: "x" });
    await daemon.last.next("begin_session");
    const second = manager.start({ transport: daemon.connector });
    await settled();
    await daemon.last.begin(8);

    assert.deepEqual(await first, RESTARTED);
    assert.deepEqual(await between, CANCELLED);
    assert.ok((await second).success);
  });
});

describe("A page that closes its connection", () => {
  it("while it connects: whoever waits is told that it left", async () => {
    const manager = new SessionManager();
    const started = manager.start({ transport: () => new Promise(() => undefined) });
    const download = manager.startDownloadWithSessionTracking(...ARGUMENTS);
    manager.close();

    for (const outcome of [await started, await download]) {
      assert.ok(!outcome.success);
      assert.deepEqual([outcome.error, outcome.detail], ["CONNECTION_LOST", { cause: "left" }]);
    }
  });

  it("twice is told once, and again after it has come back", async () => {
    const { daemon, manager, connections, sessions } = await startedPage();
    manager.close();
    manager.close();
    const again = manager.reconnect();
    await settled();
    await daemon.last.begin(8);
    await again;
    manager.close();

    assert.deepEqual(
      connections.map(({ state }) => state),
      ["connecting", "connected", "closed", "connecting", "connected", "closed"],
    );
    assert.deepEqual(
      sessions.map(({ kind }) => kind),
      ["began", "began"],
    );
  });

  it("can do so where it has no manager of its own", async () => {
    const daemon = new FakeDaemon();
    const started = initSessionTracking({ transport: daemon.connector });
    await daemon.last.begin(1);
    await started;
    close();
    await settled();

    assert.ok(daemon.last.isClosed);
    await assert.rejects(defaultManager.call("ping", {}), { reason: "CONNECTION_LOST" });
  });
});
