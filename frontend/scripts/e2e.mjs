// Runs the compiled tests in a browser; with --screenshots it makes the pictures of docs/images in their place.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const isNeeded = process.env.CI || process.argv.includes("--screenshots");
const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "chromium"));
const chromium = [process.env.CHROMIUM ?? "", ...onPath].find((file) => file !== "" && existsSync(file));
if (!chromium) {
  console.error(`e2e: ${isNeeded ? "FAILED" : "SKIPPED"}: there is no Chromium; set CHROMIUM to its path`);
  process.exit(isNeeded ? 1 : 0);
}
process.env.CHROMIUM = chromium;
// The launcher's first call builds, which takes some minutes: not within a test's time.
const leash = process.env.LEASH ?? fileURLToPath(new URL("../../leash", import.meta.url));
const { status, error } = spawnSync(leash, ["--version"], { stdio: ["ignore", "ignore", "inherit"] });
if (status !== 0) throw new Error(`${leash} does not run`, { cause: error });
const file = (name) => fileURLToPath(new URL(`../build/frontend/e2e/${name}`, import.meta.url));
const args = process.argv.includes("--screenshots")
  ? [file("screenshots.js")]
  : ["--test", ...process.argv.slice(2), file("all.test.js")];
process.exitCode = spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1;
