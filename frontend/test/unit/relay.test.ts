import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bridge, SessionManager } from "leash-session-manager";
import { Relay } from "leash-session-manager/node";
import { FakeDaemon, settled } from "../support/fakeDaemon.js";

/** A window: its host's side, and a page in it for each life. */
function window(daemon = new FakeDaemon()) {
  const relay = new Relay(daemon.connector);
  const page = (life: string) => {
    const manager = new SessionManager();
    const transport = bridge({
      open: (message, closed) => relay.open(life, { message, closed }),
      send: (text) => {
        relay.send(life, text);
      },
      close: () => {
        relay.close(life);
      },
    });
    return { manager, started: manager.start({ transport }) };
  };
  return { daemon, relay, page };
}

describe("A host's relay", () => {
  it("carries messages both ways", async () => {
    const { daemon, page } = window();
    const { manager, started } = page("a");
    await settled();
    await daemon.last.begin(3);

    assert.ok((await started).success);
    assert.equal(manager.getSessionId(), 3);
  });

  it("opens the connection of a page's next life when the daemon has taken note of the end of the one before", async () => {
    const { daemon, page } = window();
    page("a");
    await settled();
    const old = daemon.last;
    await old.begin(3);
    const { started } = page("b");
    await settled();
    assert.ok(old.isClosed);
    assert.equal(daemon.connections.length, 1, "the old one is not gone yet");

    old.lose();
    await settled();
    await daemon.last.begin(4);
    assert.ok((await started).success);
    assert.equal(daemon.connections.length, 2);
  });

  it("drops what a page that is gone has still sent, and what is for it", async () => {
    const { daemon, page, relay } = window();
    const gone = page("a");
    await settled();
    const old = daemon.last;
    const begin = await old.next("begin_session");
    page("b");
    old.lose();
    await settled();
    relay.send("a", '{"jsonrpc":"2.0","id":9,"method":"begin_session"}');
    relay.close("a");
    old.answer(begin, { sessionId: 3 });
    await settled();

    assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe"]);
    assert.ok(!daemon.last.isClosed);
    assert.equal(gone.manager.getSessionId(), undefined);
  });

  it("tells the former life nothing of what the next one may not call", async () => {
    const daemon = new FakeDaemon();
    const relay = new Relay(daemon.connector);
    const told: string[] = [];
    const listener = { message: (text: string) => told.push(text), closed: () => undefined };
    await relay.open("a", listener);
    const opened = relay.open("b", { ...listener, message: () => undefined });
    relay.send("b", '{"jsonrpc":"2.0","id":1,"method":"shutdown"}');
    daemon.last.lose();
    await opened;

    assert.deepEqual(told, []);
  });

  it("lets the newest of several lives in", async () => {
    const { daemon, page } = window();
    page("a"); // is told nothing any more: it is gone
    await settled();
    const lives = ["b", "c"].map((life) => page(life).started);
    await settled();
    daemon.connections[0]?.lose();
    await settled();
    assert.equal(daemon.connections.length, 2);
    await daemon.last.begin(3);

    assert.deepEqual(
      (await Promise.all(lives)).map(({ success }) => success),
      [false, true],
    );
  });

  it("hands no call on that is the app's alone", async () => {
    const { daemon, page, relay } = window();
    const { manager, started } = page("a");
    await settled();
    await daemon.last.begin(3);
    await started;

    await assert.rejects(manager.call("shutdown", {}), { reason: "METHOD_NOT_FOUND" });
    await assert.rejects(manager.call("configure", { maxBytesPerSecond: 1 }), { reason: "METHOD_NOT_FOUND" });
    relay.send("a", '{"id":8,"method":"ping","params":\n{"id":9,"method":"shutdown"}\n}');
    assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe", "ping"]);

    for (const text of ['[{"method":"shutdown"}]', "null", "no JSON"]) relay.send("a", text);
    await settled();
    assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe", "ping"]);
  });

  it("is not ended by what a page makes up", async () => {
    const { daemon, page, relay } = window();
    page("a");
    await settled();
    const deep = `{"method":"ping","params":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;

    for (const text of ['{"id":5,"method":{"toString":1}}', `{"id":6,${deep.slice(1)}`])
      relay.send("a", text);

    assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe"]);
  });

  it("closes with its window, and tells of a daemon that is not there", async () => {
    const { daemon, page, relay } = window();
    page("a");
    await settled();
    relay.close();
    assert.ok(daemon.last.isClosed);

    daemon.last.lose();
    daemon.refusal = new Error("no daemon");
    const outcome = await page("b").started;
    assert.ok(!outcome.success);
    assert.match(outcome.message, /no daemon/);
  });
});
