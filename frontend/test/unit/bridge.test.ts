import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Bridge, bridge, SessionManager } from "leash-session-manager";
import { FakeDaemon, settled } from "../support/fakeDaemon.js";

/** A host that hands on to the daemon, each message a turn of the loop later. */
function host(
  daemon: FakeDaemon,
  more: Partial<Bridge> = {},
): Bridge & { lose: (why?: string) => void; calls: string[] } {
  const opened = {
    calls: [] as string[],
    lose: (() => undefined) as (why?: string) => void,
    async open(message: (text: string) => void, closed: (why?: string) => void) {
      await daemon.connector({ message, closed }, new AbortController().signal);
      opened.lose = closed;
    },
    async send(text: string) {
      opened.calls.push("begins");
      await settled();
      daemon.last.take(text);
      opened.calls.push("ends");
    },
    close() {
      daemon.last.isClosed = true;
    },
    ...more,
  };
  return opened;
}

describe("A host's bridge", () => {
  it("has each message sent before the next one is handed over", async () => {
    const daemon = new FakeDaemon();
    const electron = host(daemon);
    const manager = new SessionManager();
    const started = manager.start({ transport: bridge(electron) });
    await settled();
    await daemon.last.begin(3);
    await started;
    await daemon.last.next("subscribe");
    await settled();

    assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe"]);
    assert.deepEqual(electron.calls, ["begins", "ends", "begins", "ends"]);
  });

  it("leaves the newer connection of the same host alone", async () => {
    const daemon = new FakeDaemon();
    const electron = host(daemon);
    const manager = new SessionManager();
    const first = manager.start({ transport: bridge(electron) });
    await settled();
    await daemon.last.begin(3);
    await first;
    await daemon.last.next("subscribe");
    await settled();

    const again = manager.start({ transport: bridge(electron) });
    await settled();
    await daemon.last.begin(4);

    assert.ok((await again).success);
    await settled();
    assert.equal(daemon.connections.length, 2);
    assert.equal(daemon.last.isClosed, false);
    assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe"]);
  });

  it("tells of a loss, and passes over what comes after it", async () => {
    const daemon = new FakeDaemon();
    const electron = host(daemon);
    const manager = new SessionManager();
    const started = manager.start({ transport: bridge(electron) });
    await settled();
    electron.lose("the window's connection is gone");
    await daemon.last.begin(3);

    const outcome = await started;
    assert.ok(!outcome.success);
    assert.match(outcome.message, /the window's connection is gone/);
  });

  it("tells of a message that the host could not send", async () => {
    const daemon = new FakeDaemon();
    // As Tauri rejects: with a string.
    const send = () =>
      Promise.resolve().then(() => {
        throw "no such command" as unknown as Error;
      });
    const outcome = await new SessionManager().start({ transport: bridge(host(daemon, { send })) });

    assert.ok(!outcome.success);
    assert.deepEqual([outcome.error, outcome.message.includes("no such command")], ["CONNECTION_LOST", true]);
  });

  it("tells of a host that cannot open one", async () => {
    const open = () => Promise.reject(new Error("no daemon"));
    const outcome = await new SessionManager().start({ transport: bridge(host(new FakeDaemon(), { open })) });

    assert.ok(!outcome.success);
    assert.deepEqual(
      [outcome.error, outcome.message],
      ["CONNECTION_FAILED", "No connection to Leash: no daemon"],
    );
  });

  it("is closed by the page, after what was sent before", async () => {
    const daemon = new FakeDaemon();
    const manager = new SessionManager();
    const started = manager.start({ transport: bridge(host(daemon)) });
    await settled();
    await daemon.last.begin(3);
    await started;
    void manager.cancelDownload("x").catch(() => undefined);
    await settled();
    manager.close();
    await daemon.last.next("cancel_download");
    await settled();

    assert.ok(daemon.last.isClosed);
  });
});
