import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { type Connector, defaultManager, initSessionTracking, SessionManager } from "leash-session-manager";
import { childProcess, startDaemon } from "leash-session-manager/node";
import { ENOUGH_MILLIS, Home, LEASH } from "../support/daemon.js";
import { SlowServer } from "../support/slowServer.js";

describe("A daemon over standard streams", { timeout: ENOUGH_MILLIS }, () => {
  let home: Home;
  let server: SlowServer;
  let ends: Promise<string>[];

  before(async () => {
    server = await SlowServer.start();
  });
  after(() => {
    server.stop();
  });
  beforeEach(() => {
    home = new Home();
    ends = [];
  });
  afterEach(async () => {
    assert.deepEqual(new Set(await Promise.all(ends)), new Set(ends.length > 0 ? ["it ended with 0"] : []));
    home.remove();
  });

  function child(onLog: (line: string) => void = () => undefined): Connector {
    let onEnd: (how: string) => void = () => undefined;
    ends.push(new Promise((resolve) => (onEnd = resolve)));
    return childProcess({ command: LEASH, args: home.args, onLog, onEnd });
  }

  it("is started by the page's first connection, and shuts down with it", async () => {
    const manager = new SessionManager();
    const log: string[] = [];
    await manager.start({ transport: child((line) => log.push(line)), connectTimeoutMillis: ENOUGH_MILLIS });
    const done = await manager.startDownloadWithSessionTracking(
      "mod.zip",
      server.url("mod.zip"),
      home.at("whole"),
    );
    const half = manager.startDownloadWithSessionTracking("mod.zip", server.url("slow"), home.at("half"));
    const { brokenOff } = await server.half();
    manager.close();

    assert.ok(done.success);
    const failure = await half;
    assert.equal(failure.success || failure.error, "CONNECTION_LOST");
    await brokenOff;
    await home.hasOnly("whole");
    assert.ok(
      log.includes(`[INFO] Session changed, new session ID: ${manager.getSessionId()}`),
      log.join("\n"),
    );
  });

  it("runs the original's example as it is, but for where from and where to", async (t) => {
    const log = t.mock.method(console, "log", () => undefined);
    await initSessionTracking({ transport: child(), connectTimeoutMillis: ENOUGH_MILLIS });
    const example = new URL("../../../docs/examples/frontend/usage.js", import.meta.url);
    const here = new URL("usage-here.js", example);
    const text = readFileSync(example, "utf8")
      .replace("https://example.org/mod.zip", server.url("mod.zip"))
      .replace("/home/ada/Games/mods/mod", home.at("example"));
    writeFileSync(here, text);
    await import(here.href);
    defaultManager.close();

    assert.equal(log.mock.calls[0]?.arguments[0], "Download completed:");
    assert.ok(home.has("example/mod.txt"));
  });

  it("says why it did not start", async () => {
    const refused = await new SessionManager().start({
      transport: childProcess({ command: LEASH, args: ["--nope"] }),
      connectTimeoutMillis: ENOUGH_MILLIS,
    });
    const absent = await new SessionManager().start({
      transport: childProcess({ command: "/no/such/leash" }),
    });

    assert.ok(!refused.success && !absent.success);
    assert.equal(refused.retryable, false, "a wrong option does not get right by trying again");
    assert.match(refused.message, /^No connection to Leash: .*Unknown option: '--nope'/);
    assert.match(absent.message, /ENOENT/);
    await assert.rejects(startDaemon({ command: LEASH, args: ["--nope"] }), /Unknown option: '--nope'/);
  });
});
