// Runs the compiled tests, or those whose path has the word that is given: npm test -- daemon
// Node 20 takes no patterns, and newer ones no folders: so they are listed here.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../build/frontend/test/", import.meta.url));
const word = process.argv[2] ?? "";
const files = readdirSync(root, { recursive: true })
  .filter((name) => name.endsWith(".test.js") && name.includes(word))
  .sort();
if (files.length === 0) throw new Error(`No test has '${word}' in its path`);
// The launcher's first call builds, which takes some minutes: not within a test's time.
if (files.some((name) => name.startsWith("daemon"))) {
  const leash = process.env.LEASH ?? fileURLToPath(new URL("../../leash", import.meta.url));
  const { status, error } = spawnSync(leash, ["--version"], { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${leash} does not run`, { cause: error });
}
const run = spawnSync(process.execPath, ["--test", ...files.map((name) => root + name)], {
  stdio: "inherit",
});
process.exitCode = run.status ?? 1;
