import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  bridge,
  initSessionTracking,
  onConnectionChange,
  onSessionChange,
  type TrackingOptions,
  webSocket,
} from "leash-session-manager";
import { childProcess, Relay, startDaemon, unixSocket } from "leash-session-manager/node";
import { FakeDaemon, settled } from "../support/fakeDaemon.js";
import { startedPage } from "../support/page.js";

const ARGUMENTS = ["mod.zip", "http://h/mod.zip", "/mods/mod"] as const;
const url = "ws://127.0.0.1:1/rpc";
const token = "Zm9v_-9";
const transport = new FakeDaemon().connector;

/** What a caller of plain JavaScript may give. */
function anything(value: unknown): never {
  return value as never;
}

function named(word: string) {
  return (error: unknown) => {
    assert.ok(error instanceof TypeError || error instanceof RangeError, String(error));
    assert.ok(error.message.includes(word), error.message);
    assert.ok(!error.message.includes(token), error.message);
    return true;
  };
}

describe("Session tracking that is started wrongly", () => {
  const wrong: [what: string, given: unknown, word: string][] = [
    ["nothing", undefined, "object"],
    ["null", null, "object"],
    ["an address alone", url, "object"],
    ["an empty object", {}, "url"],
    ["no token", { url }, "token"],
    ["no url", { token }, "url"],
    ["a path for a url", { url: "/rpc", token }, "url"],
    ["a page's address for a url", { url: "http://127.0.0.1:1/rpc", token }, "url"],
    ["a port for a url", { url: 40123, token }, "url"],
    ["a token that cannot be sent", { url, token: `${token} ` }, "token"],
    ["no WebSocket", { url, token, WebSocket: "ws" }, "WebSocket"],
    ["a path for a transport", { transport: "/x.sock" }, "transport"],
    ["null for a transport", { transport: null }, "transport"],
    ["a time-out that is over already", { transport, connectTimeoutMillis: -1 }, "connectTimeoutMillis"],
    ["a time-out that is no number", { transport, connectTimeoutMillis: "x" }, "connectTimeoutMillis"],
    ["a time-out of NaN", { transport, connectTimeoutMillis: NaN }, "connectTimeoutMillis"],
  ];
  for (const [what, given, word] of wrong) {
    it(`rejects, and names what is wrong: ${what}`, async () => {
      await assert.rejects(initSessionTracking(anything(given)), named(word));
    });
  }

  it("leaves the session that is there alone, and tells nobody", async () => {
    const { daemon, manager, connections } = await startedPage();
    await assert.rejects(manager.start(anything({})), TypeError);

    assert.equal(daemon.last.isClosed, false);
    assert.equal(manager.getSessionId(), 7);
    assert.deepEqual(
      connections.map(({ state }) => state),
      ["connecting", "connected"],
    );
  });

  it("never dials an address that a page would take for one of its own host", () => {
    const dialled: string[] = [];
    function Dialled(to: string): void {
      dialled.push(to);
    }
    for (const address of [undefined, "", "rpc", "/rpc", "//h/rpc", "undefined"]) {
      assert.throws(() => webSocket(anything({ url: address, token, WebSocket: Dialled })), named("url"));
    }
    assert.deepEqual(dialled, []);
  });
});

describe("A transport that is made wrongly", () => {
  const wrong: [what: string, make: () => unknown, word: string][] = [
    ["unixSocket()", () => unixSocket(anything(undefined)), "path"],
    ["unixSocket('')", () => unixSocket(""), "path"],
    ["childProcess()", () => childProcess(anything(undefined)), "object"],
    ["childProcess with a command that is none", () => childProcess(anything({ command: 1 })), "command"],
    ["childProcess with one text for args", () => childProcess(anything({ args: "--nope" })), "args"],
    ["childProcess with a wrong onLog", () => childProcess(anything({ onLog: "x" })), "onLog"],
    ["childProcess with a wrong onEnd", () => childProcess(anything({ onEnd: {} })), "onEnd"],
    ["webSocket()", () => webSocket(anything(undefined)), "object"],
    ["bridge()", () => bridge(anything(undefined)), "host"],
    ["bridge of no host", () => bridge(anything({ open: () => undefined })), "send"],
    ["new Relay()", () => new Relay(anything(undefined)), "connector"],
  ];
  for (const [what, make, word] of wrong) {
    it(`throws at once, and names what is wrong: ${what}`, () => {
      assert.throws(make, named(word));
    });
  }

  it("rejects where a promise was asked for: startDaemon(), Relay.open()", async () => {
    const relay = new Relay(transport);
    await assert.rejects(startDaemon(anything(undefined)), named("object"));
    await assert.rejects(relay.open(anything(undefined), anything(undefined)), named("life"));
    await assert.rejects(relay.open("a", anything(undefined)), named("listener"));
  });
});

describe("A download that is asked for wrongly", () => {
  const wrong: [what: string, given: unknown, word: string][] = [
    ["null for options", null, "options"],
    ["a text for options", "x", "options"],
    ["a text for a signal", { signal: "x" }, "signal"],
    ["a controller for its signal", { signal: new AbortController() }, "signal"],
    ["what is no function for onProgress", { onProgress: "x" }, "onProgress"],
    ["what is no pairs for headers", { headers: [1] }, "headers"],
  ];
  for (const [what, given, word] of wrong) {
    it(`rejects, names what is wrong, and sends nothing: ${what}`, async () => {
      const { daemon, manager } = await startedPage();
      await assert.rejects(
        manager.startDownloadWithSessionTracking(...ARGUMENTS, anything(given)),
        named(word),
      );
      await settled();
      assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe"]);
    });
  }
});

describe("A listener that is no function", () => {
  it("is refused at once", () => {
    assert.throws(() => onSessionChange(anything(undefined)), named("listener"));
    assert.throws(() => onConnectionChange(anything("x")), named("listener"));
  });
});

describe("Options that are undefined", () => {
  it("are as good as left out, to the compiler, too", async () => {
    const { daemon, manager } = await startedPage();
    const nothing = undefined;
    const options: TrackingOptions = {
      transport: daemon.connector,
      scope: nothing,
      connectTimeoutMillis: nothing,
    };
    void manager.startDownloadWithSessionTracking(...ARGUMENTS, {
      checksum: nothing,
      downloadId: nothing,
      onProgress: nothing,
      signal: nothing,
      headers: nothing,
    });
    const { params } = await daemon.last.next("download_and_unzip");
    const list = manager.listDownloads({ scope: nothing });
    daemon.last.answer(await daemon.last.next("list_downloads"), []);
    const files = manager.listFiles("x", { limit: nothing, after: nothing });
    daemon.last.answer(await daemon.last.next("list_files"), []);
    assert.deepEqual(await Promise.all([list, files]), [[], []]);
    const started = manager.start(options);
    await settled();
    await daemon.last.begin(8);

    assert.ok((await started).success);
    assert.deepEqual(Object.keys(params).sort(), [
      "downloadId",
      "downloadUrl",
      "fileName",
      "savePath",
      "sessionId",
    ]);
  });
});
