import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LeashError, RpcClient } from "leash-session-manager";
import { FakeDaemon, settled } from "../support/fakeDaemon.js";
import { startedPage } from "../support/page.js";

const ARGUMENTS = ["mod.zip", "http://h/mod.zip", "/mods/mod"] as const;

describe("A lost connection", () => {
  it("ends every call that waited, and is told once", async () => {
    const { daemon, manager, connections } = await startedPage();
    const download = manager.startDownloadWithSessionTracking(...ARGUMENTS, { downloadId: "x" });
    const list = manager.listDownloads();
    await daemon.last.next("list_downloads");
    daemon.last.lose("the pipe broke");
    daemon.last.lose("again");

    const outcome = await download;
    assert.ok(!outcome.success);
    const message = "The connection to Leash was lost: the pipe broke";
    const expected = { error: "CONNECTION_LOST", retryable: true, downloadId: "x", message };
    assert.deepEqual(outcome, { success: false, ...expected, detail: { cause: "closed" } });
    await assert.rejects(list, { reason: "CONNECTION_LOST" });
    assert.deepEqual(
      connections.map(({ state }) => state),
      ["connecting", "connected", "lost"],
    );
  });

  it("is not mended behind the caller's back, and later calls are told", async () => {
    const { daemon, manager } = await startedPage();
    daemon.last.lose();
    await settled();
    const outcome = await manager.startDownloadWithSessionTracking(...ARGUMENTS);

    assert.equal(outcome.success || outcome.error, "CONNECTION_LOST");
    assert.equal(daemon.connections.length, 1);
    assert.equal(manager.getSessionId(), 7);
  });

  it("passes over an answer that comes after it", async () => {
    const { daemon, manager } = await startedPage();
    const download = manager.startDownloadWithSessionTracking(...ARGUMENTS);
    const sent = await daemon.last.next("download_and_unzip");
    daemon.last.lose();
    daemon.last.answer(sent, {});

    const outcome = await download;
    assert.equal(outcome.success || outcome.error, "CONNECTION_LOST");
  });

  it("is what a transport that throws comes to", async () => {
    const { manager, daemon } = await startedPage();
    daemon.last.take = () => {
      throw new Error("EPIPE");
    };
    const outcome = await manager.startDownloadWithSessionTracking(...ARGUMENTS);

    assert.equal(outcome.success || outcome.error, "CONNECTION_LOST");
  });

  it("while the session begins ends what waited for it", async () => {
    const { daemon, manager } = await startedPage();
    daemon.last.lose();
    const again = manager.reconnect();
    await daemon.last.next("begin_session");
    const download = manager.startDownloadWithSessionTracking(...ARGUMENTS);
    daemon.last.lose();

    for (const outcome of [await again, await download]) {
      assert.equal(outcome.success || outcome.error, "CONNECTION_LOST");
    }
  });
});

describe("Reconnecting", () => {
  it("begins a new session, and sends nothing of the old one again", async () => {
    const { daemon, manager, connections, sessions } = await startedPage();
    void manager.startDownloadWithSessionTracking(...ARGUMENTS);
    await daemon.last.next("download_and_unzip");
    daemon.last.lose();
    const again = manager.reconnect();
    assert.equal(manager.getSessionId(), undefined);
    await settled();
    await daemon.last.begin(9, 7);

    assert.ok((await again).success);
    await settled();
    assert.equal(manager.getSessionId(), 9);
    assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe"]);
    assert.deepEqual(
      sessions.map(({ kind }) => kind),
      ["began", "began"],
    );
    const states = ["connecting", "connected", "lost", "connecting", "connected"];
    assert.deepEqual(
      connections.map(({ state }) => state),
      states,
    );
  });

  it("joins the attempt that is under way", async () => {
    const { daemon, manager } = await startedPage();
    daemon.last.lose();
    const attempts = [manager.reconnect(), manager.reconnect()];
    await settled();
    await daemon.last.begin(9, 7);

    assert.deepEqual(
      (await Promise.all(attempts)).map(({ success }) => success),
      [true, true],
    );
    assert.equal(daemon.connections.length, 2);
  });
});

describe("What is no message of the protocol", () => {
  const broken = [
    "no JSON",
    "{}",
    "[]",
    "null",
    '{"jsonrpc":"2.0","id":1}',
    '{"jsonrpc":"1.0","id":1,"result":1}',
  ];
  for (const text of [...broken, '{"jsonrpc":"2.0","id":1,"method":"ping"}']) {
    it(`ends the connection, and whoever waits is told: ${text}`, async () => {
      const { daemon, manager, connections } = await startedPage();
      const download = manager.startDownloadWithSessionTracking(...ARGUMENTS);
      await daemon.last.next("download_and_unzip");
      daemon.last.raw(text);

      const outcome = await download;
      assert.ok(!outcome.success);
      assert.deepEqual([outcome.error, outcome.detail], ["CONNECTION_LOST", { cause: "bad_message" }]);
      assert.ok(outcome.message.includes(text));
      assert.ok(daemon.last.isClosed);
      assert.equal(connections.at(-1)?.state, "lost");
    });
  }

  it("is also what the daemon could not read of this page: its answer will never come", async () => {
    const { daemon, manager } = await startedPage();
    const download = manager.startDownloadWithSessionTracking(...ARGUMENTS);
    await daemon.last.next("download_and_unzip");
    const error = {
      code: -32700,
      message: "The message is no JSON",
      data: { reason: "PARSE_ERROR", retryable: false },
    };
    daemon.last.write({ jsonrpc: "2.0", id: null, error });

    const outcome = await download;
    assert.ok(!outcome.success);
    assert.deepEqual(outcome.detail, { cause: "refused_message" });
    assert.match(outcome.message, /The message is no JSON/);
  });
});

describe("What a newer daemon may send", () => {
  it("is passed over: notifications that are not known, and answers that nobody waits for", async () => {
    const { daemon, manager, connections } = await startedPage();
    daemon.last.write({ jsonrpc: "2.0", method: "weather_changed", params: {} });
    daemon.last.write({ jsonrpc: "2.0", method: "toString", params: {} });
    daemon.last.write({ jsonrpc: "2.0", id: 4711, result: null });
    const download = manager.startDownloadWithSessionTracking(...ARGUMENTS);
    daemon.last.answer(await daemon.last.next("download_and_unzip"), {});

    assert.ok((await download).success);
    assert.equal(connections.at(-1)?.state, "connected");
  });
});

describe("A page that closes its connection", () => {
  it("ends whoever waits, and is told that it closed it", async () => {
    const { daemon, manager, connections } = await startedPage();
    const download = manager.startDownloadWithSessionTracking(...ARGUMENTS);
    await daemon.last.next("download_and_unzip");
    manager.close();
    const outcome = await download;
    daemon.last.lose();

    assert.ok(!outcome.success);
    assert.deepEqual([outcome.error, outcome.detail], ["CONNECTION_LOST", { cause: "left" }]);
    assert.ok(daemon.last.isClosed);
    assert.deepEqual(
      connections.map(({ state }) => state),
      ["connecting", "connected", "closed"],
    );
  });

  it("has an error that programs can tell from others", async () => {
    const { manager } = await startedPage();
    manager.close();
    await assert.rejects(manager.call("ping", {}), LeashError);
  });
});

describe("A client without sessions", () => {
  it("hands on the notifications that it knows, until it is closed", async () => {
    const daemon = new FakeDaemon();
    const heard: string[] = [];
    const listener = { notification: (method: string) => heard.push(method), lost: () => heard.push("lost") };
    const limits = { timeoutMillis: 10_000, signal: new AbortController().signal };
    const client = await RpcClient.connect(daemon.connector, listener, limits);
    daemon.last.notify("session_changed", {});
    daemon.last.write({ jsonrpc: "2.0", method: "toString", params: {} });
    client.close();
    daemon.last.notify("session_changed", {});
    daemon.last.lose();

    assert.deepEqual(heard, ["session_changed"]);
  });
});
