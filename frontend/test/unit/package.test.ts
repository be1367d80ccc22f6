import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { ERROR_CODES, messageFor, newDownloadId, type Reason } from "leash-session-manager";

const root = new URL("..", import.meta.resolve("leash-session-manager"));

/** The modules that a module loads, itself included. */
function graph(url: URL, known = new Map<string, string[]>()): Map<string, string[]> {
  const imports = [...readFileSync(url, "utf8").matchAll(/(?:from|import) "([^"]+)"/g)].map(
    ([, name]) => name ?? "",
  );
  known.set(url.href, imports);
  for (const name of imports.filter((one) => one.startsWith("."))) {
    const next = new URL(name, url);
    if (!known.has(next.href)) graph(next, known);
  }
  return known;
}

describe("The package", () => {
  it("is loaded by a browser as it is: by addresses of files that are there, and nothing of Node", () => {
    const modules = graph(new URL("dist/index.js", root));

    assert.ok(modules.size > 10);
    for (const [module, imports] of modules) {
      assert.ok(existsSync(new URL(module)), module);
      for (const name of imports) assert.match(name, /^\.{1,2}\/.*\.js$/, module);
    }
  });

  it("finds what is of Node when it is there to be found", () => {
    const imports = [...graph(new URL("dist/node.js", root)).values()].flat();
    assert.ok(imports.includes("node:net"));
  });

  it("has no dependency at run time", () => {
    const text = readFileSync(new URL("package.json", root), "utf8");
    assert.ok(!("dependencies" in (JSON.parse(text) as object)));
  });

  it("names no address in its lock file", () => {
    const lock = readFileSync(new URL("package-lock.json", root), "utf8");
    assert.ok(lock.includes("integrity"));
    assert.ok(!lock.includes("resolved") && !lock.includes("http"));
  });

  it("has the types of the OpenRPC document as it is now", () => {
    const run = spawnSync(process.execPath, ["scripts/generate.mjs", "--check"], {
      cwd: fileURLToPath(root),
    });
    assert.equal(run.status, 0, String(run.stderr));
  });
});

describe("A message for a person", () => {
  const own: Reason[] = ["CONNECTION_LOST", "CONNECTION_FAILED", "NOT_STARTED", "UNKNOWN_REASON"];
  for (const reason of [...(Object.keys(ERROR_CODES) as Reason[]), ...own]) {
    it(`is a whole sentence for ${reason}, with and without its detail`, () => {
      const detail = { status: 404, path: "/mods", host: "example.org", looksLike: "an HTML page" };
      for (const message of [messageFor(reason), messageFor(reason, detail)]) {
        assert.match(message, /^[A-Z][^_]+\.$/);
        assert.doesNotMatch(message, /undefined|null|!/);
      }
    });
  }

  it("tells what the detail has", () => {
    assert.match(messageFor("CONNECT_FAILED", { host: "example.org" }), /example\.org/);
    assert.notEqual(messageFor("HTTP_STATUS", { status: 404 }), messageFor("HTTP_STATUS", { status: 503 }));
  });

  it("does not say of a file that was there once what may never have been", () => {
    assert.equal(messageFor("HTTP_STATUS", { status: 404 }), "The server has no such file.");
    assert.match(messageFor("HTTP_STATUS", { status: 410 }), /any more/);
  });

  it("is one also for what is no reason, and without a detail", () => {
    for (const reason of [undefined, null, "WHAT", "toString", "__proto__", 5, {}]) {
      assert.equal(messageFor(reason as Reason), messageFor("UNKNOWN_REASON"));
    }
    for (const detail of [undefined, null]) {
      assert.equal(messageFor("HTTP_STATUS", detail), "The server refused the download.");
    }
  });
});

describe("A download's id", () => {
  it("is one also where the scheme of a web view is no secure context", () => {
    const bare = { getRandomValues: crypto.getRandomValues.bind(crypto) };
    const ids = [newDownloadId(), newDownloadId(bare), newDownloadId(bare)];

    assert.equal(new Set(ids).size, 3);
    for (const id of ids) assert.match(id, /^[A-Za-z0-9_-]{32,64}$/);
  });
});
