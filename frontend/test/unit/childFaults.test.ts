import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { SessionManager } from "leash-session-manager";
import { childProcess, startDaemon } from "leash-session-manager/node";

const READY = `{"event":"ready","protocol":1,"version":"0","pid":1,"socket":null,"web":null}\n`;
/** One more than a line may have. */
const ENDLESS = `"x".repeat(64 * 1024 * 1024 + 1)`;

// An exception in a stream's event would end Electron's main process; here it would fail the test's file.
describe("A child that is no daemon", () => {
  const folder = mkdtempSync(join(tmpdir(), "leash-fe-"));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A program that does this, and then waits until its input ends. */
  function program(name: string, text: string): string {
    const file = join(folder, name);
    writeFileSync(file, `#!/usr/bin/env node\n${text}\nprocess.stdin.resume();\n`, { mode: 0o755 });
    return file;
  }

  const START_MILLIS = 60_000;

  it("ends the start with a word on what is wrong, when its ready line cannot be read", async () => {
    const command = program("unready", `console.log('{"event":"ready", oh no');`);
    await assert.rejects(startDaemon({ command }), /ready line cannot be read: \{"event":"ready", oh no/);
  });

  for (const [code, retryable] of [
    [2, false],
    [1, true],
  ] as const) {
    it(`that ends with ${code} before it is ready may be tried again: ${retryable}`, async () => {
      const command = program(`exits-${code}`, `console.error("it says why"); process.exit(${code});`);
      const outcome = await new SessionManager().start({
        transport: childProcess({ command }),
        connectTimeoutMillis: START_MILLIS,
      });

      assert.ok(!outcome.success);
      assert.deepEqual([outcome.error, outcome.retryable], ["CONNECTION_FAILED", retryable]);
      assert.match(outcome.message, /it says why/);
    });
  }

  for (const stream of ["stdout", "stderr"]) {
    it(`ends the start when a line on ${stream} has no end`, async () => {
      const command = program(`endless-${stream}`, `process.${stream}.write(${ENDLESS});`);
      await assert.rejects(startDaemon({ command }), /a line of more than 67108864 characters/);
    });
  }

  it("ends the connection, and whoever waits is told, when a message has no end", async () => {
    const text = `process.stderr.write(${JSON.stringify(READY)});
process.stdin.once("data", () => process.stdout.write(${ENDLESS}));`;
    const ends: string[] = [];
    const transport = childProcess({
      command: program("endless-message", text),
      onEnd: (how) => ends.push(how),
    });
    const outcome = await new SessionManager().start({ transport, connectTimeoutMillis: START_MILLIS });

    assert.ok(!outcome.success);
    assert.equal(outcome.error, "CONNECTION_LOST");
    assert.match(outcome.message, /a line of more than 67108864 characters/);
    assert.match(ends.join(), /a line of more than 67108864 characters/);
  });

  it("ends, and says why, when its log goes on without an end after the start", async () => {
    const text = `process.stdout.write(${JSON.stringify(READY)}, () => process.stderr.write(${ENDLESS}));`;
    const daemon = await startDaemon({ command: program("endless-log", text) });

    assert.match(await daemon.ended, /a line of more than 67108864 characters/);
  });
});
