import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
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

  const ends: [what: string, code: number, word: string, retryable: boolean][] = [
    [
      "for a wrong option",
      2,
      "Unknown option: '--sate-dir'; did you mean '--state-dir'? See leash serve --help",
      false,
    ],
    ["for a missing value", 2, "Missing required parameter; see leash serve --help", false],
    ["while another one holds its socket", 2, "it says why", true],
    ["for a fault of its own", 1, "it says why", true],
  ];
  for (const [index, [what, code, word, retryable]] of ends.entries()) {
    it(`may be tried again when it ends before it is ready ${what}: ${retryable}`, async () => {
      const text = `console.error(${JSON.stringify(word)}); process.exit(${code});`;
      const outcome = await new SessionManager().start({
        transport: childProcess({ command: program(`exits-${index}`, text) }),
        connectTimeoutMillis: START_MILLIS,
      });

      assert.ok(!outcome.success);
      assert.deepEqual([outcome.error, outcome.retryable], ["CONNECTION_FAILED", retryable]);
      assert.ok(outcome.message.includes(word), outcome.message);
    });
  }

  it("may not be tried again when there is no such command, or none that can be run", async () => {
    const unrunnable = join(folder, "unrunnable");
    writeFileSync(unrunnable, "", { mode: 0o600 });
    for (const command of [join(folder, "absent"), unrunnable]) {
      await assert.rejects(startDaemon({ command }), { retryable: false });
    }
  });

  it("leaves nothing on the caller's signal when it ends before it is ready", async () => {
    const { signal } = new AbortController();
    const started = startDaemon({ command: program("exits-early", "process.exit(1);") }, signal);
    assert.equal(getEventListeners(signal, "abort").length, 1);
    await assert.rejects(started);

    assert.deepEqual(getEventListeners(signal, "abort"), []);
  });

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
