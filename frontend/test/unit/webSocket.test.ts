import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, it } from "node:test";
import { type LeashError, SessionManager, webSocket } from "leash-session-manager";
import WebSocket, { WebSocketServer } from "ws";

const token = "Zm9v_-9";

describe("A page at the gateway", () => {
  let server: WebSocketServer;
  let url: string;
  let spoken: string | false;

  beforeEach(async () => {
    spoken = "leash.v1";
    server = new WebSocketServer({ host: "127.0.0.1", port: 0, path: "/rpc", handleProtocols: () => spoken });
    await once(server, "listening");
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/rpc`;
  });
  afterEach(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });

  function start(manager = new SessionManager(), address = url) {
    return manager.start({ transport: webSocket({ url: address, token, WebSocket }) });
  }

  async function connected(): Promise<{ socket: WebSocket; request: IncomingMessage }> {
    const [socket, request] = (await once(server, "connection")) as [WebSocket, IncomingMessage];
    return { socket, request };
  }

  /** Answers `begin_session` of a page. */
  async function begun(socket: WebSocket): Promise<{ text: string; isBinary: boolean }> {
    const [data, isBinary] = (await once(socket, "message")) as [Buffer, boolean];
    const result = {
      sessionId: 1,
      previousSessionId: 0,
      scope: "main",
      username: "ada",
      cancelledDownloads: [],
    };
    socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, result }));
    return { text: data.toString(), isBinary };
  }

  it("presents its token as a subprotocol, and never in the address", async () => {
    const started = start();
    const { socket, request } = await connected();
    await begun(socket);

    assert.equal(request.headers["sec-websocket-protocol"], `leash.v1,leash.token.${token}`);
    assert.equal(request.url, "/rpc");
    assert.ok((await started).success);
  });

  it("sends each message as one text frame, without a line's end", async () => {
    const started = start();
    const { socket } = await connected();
    const { text, isBinary } = await begun(socket);

    assert.equal(isBinary, false);
    assert.equal(text, '{"jsonrpc":"2.0","id":1,"method":"begin_session","params":{}}');
    assert.ok((await started).success);
  });

  it("does not speak with what does not speak the protocol", async () => {
    spoken = `leash.token.${token}`;
    const outcome = await start();

    assert.ok(!outcome.success);
    assert.equal(outcome.error, "CONNECTION_FAILED");
    assert.match(outcome.message, /does not speak leash\.v1/);
  });

  it("says so when it is refused, without a word of the token", async () => {
    server.options.verifyClient = () => false;
    const refused = await start();
    const absent = await start(new SessionManager(), "ws://127.0.0.1:1/rpc");
    const malformed = await start(new SessionManager(), "ws://127.0.0.1:1/rpc#part");

    for (const outcome of [refused, absent, malformed]) {
      assert.ok(!outcome.success);
      assert.equal(outcome.error, "CONNECTION_FAILED");
      assert.ok(!outcome.message.includes(token));
      assert.equal(outcome.retryable, outcome !== malformed);
    }
  });

  it("hears of the connection's end", async () => {
    const manager = new SessionManager();
    const lost = new Promise((resolve) =>
      manager.onConnectionChange(({ state }) => {
        if (state === "lost") resolve(state);
      }),
    );
    const started = start(manager);
    const { socket } = await connected();
    await begun(socket);
    await started;
    socket.terminate();

    assert.equal(await lost, "lost");
  });

  it("takes a binary frame for what it is: no message", async () => {
    const manager = new SessionManager();
    const started = start(manager);
    const { socket } = await connected();
    await begun(socket);
    await started;
    const call = manager.call("ping", {});
    socket.send(Buffer.from([1, 2, 3]));

    await assert.rejects(call, ({ reason, data }: LeashError) => {
      assert.deepEqual([reason, data.detail], ["CONNECTION_LOST", { cause: "bad_message" }]);
      return true;
    });
  });

  it("closes the connection when it leaves", async () => {
    const manager = new SessionManager();
    const started = start(manager);
    const { socket } = await connected();
    await begun(socket);
    await started;
    const closed = once(socket, "close");
    manager.close();

    await closed;
  });

  it("needs nothing but the address and the token where there is a global WebSocket", async (t) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, "WebSocket");
    Object.defineProperty(globalThis, "WebSocket", { value: WebSocket, configurable: true });
    t.after(() => {
      if (before) Object.defineProperty(globalThis, "WebSocket", before);
      else Reflect.deleteProperty(globalThis, "WebSocket");
    });
    const started = new SessionManager().start({ url, token });
    const { socket } = await connected();
    await begun(socket);

    assert.ok((await started).success);
  });
});
