import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const EXAMPLES = fileURLToPath(new URL("../../docs/examples/", import.meta.resolve("leash-session-manager")));

/**
 * Sends what it reads, each message ended by a zero, and prints what the page is told. Its page has a former life, whose
 * host sends when it is told of the end.
 */
const HOST = `
#[path = "${EXAMPLES}tauri/json.rs"] mod json;
#[path = "${EXAMPLES}frontend/relay.rs"] mod relay;
use std::{io::BufRead, sync::Arc};
fn main() {
    let relay = Arc::new(relay::Relay::new(std::env::args().nth(1).unwrap().into()));
    let calls = Arc::clone(&relay);
    relay.open("former".into(), move |_| calls.send("former", "{}").unwrap()).unwrap();
    relay.open("a".into(), |told| println!("{}", told.unwrap_or("gone"))).unwrap();
    for message in std::io::stdin().lock().split(0) {
        relay.send("a", &String::from_utf8(message.unwrap()).unwrap()).unwrap();
    }
    relay.close(None);
}
`;

const skip = spawnSync("rustc", ["--version"]).status === 0 ? false : "there is no rustc";

describe("The listing of a relay in Rust", { skip, timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "leash-rs-"));
  const arrived: string[] = [];
  let server: Server;
  let host: ChildProcess;
  const told: string[] = [];

  before(async () => {
    writeFileSync(join(folder, "host.rs"), HOST);
    const args = [
      "--edition",
      "2021",
      "-A",
      "dead_code",
      "-o",
      join(folder, "host"),
      join(folder, "host.rs"),
    ];
    const { status, stderr } = spawnSync("rustc", args);
    assert.equal(status, 0, String(stderr));
    server = createServer({ allowHalfOpen: true }, (socket) => {
      createInterface(socket).on("line", (line) => arrived.push(line));
      socket.on("end", () => socket.end());
    }).listen(join(folder, "s"));
    await once(server, "listening");
    host = spawn(join(folder, "host"), [join(folder, "s")], { stdio: ["pipe", "pipe", "inherit"] });
    if (host.stdout) createInterface(host.stdout).on("line", (line) => told.push(line));
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("has the rules of the one in TypeScript: it hands on plain calls that a page may make, and as one line", async () => {
    const deep = `{"id":7,"method":"ping","params":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    const messages = [
      '{"jsonrpc":"2.0","id":1,"method":"begin_session","params":{"scope":"a \\n"}}',
      '{"id":2,"method":"shutdown"}',
      '{"id":3,"m\\u0065thod":"configur\\u0065","params":{}}',
      '{"id":4,"method":"ping","method":"shutdown"}',
      '{"id":5,"method":"ping","params":\n{"id":9,"method":"shutdown"}\n}',
      '[{"id":6,"method":"shutdown"}]',
      '{"method":{"a":1},"id":8}',
      "null",
      "no JSON",
      deep,
      '{"id":10,"method":"ping"}',
    ];
    host.stdin?.end(messages.map((text) => `${text}\0`).join(""));
    const [code] = (await once(host, "close")) as [number];

    assert.equal(code, 0);
    assert.deepEqual(
      arrived.map((line) => JSON.parse(line) as unknown),
      [
        { jsonrpc: "2.0", id: 1, method: "begin_session", params: { scope: "a \n" } },
        { id: 5, method: "ping", params: { id: 9, method: "shutdown" } },
        { id: 10, method: "ping" },
      ],
    );
    assert.equal(told.pop(), "gone");
    const answers = told.map((text) => JSON.parse(text) as { id: unknown; error: Record<string, unknown> });
    assert.deepEqual(
      answers.map(({ id }) => id),
      [2, 3, 4, null, 8, null, null, null],
    );
    for (const { error } of answers) {
      assert.equal(error["code"], -32601);
      assert.deepEqual(error["data"], { reason: "METHOD_NOT_FOUND", retryable: false });
    }
  });
});
