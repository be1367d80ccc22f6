// Runs the compiled tests in a browser; with --screenshots it makes the pictures of docs/images in their place.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const chromium = findChromium();
if (!chromium) {
  // Where CI is set, what is missing was to be installed.
  const isNeeded = process.env.CI || process.argv.includes("--screenshots");
  const why = "Chromium is needed; install it, or set CHROMIUM to its path";
  console.error(
    isNeeded
      ? `leash: FAILED to run the tests in a browser: ${why}`
      : `leash: SKIPPED the tests in a browser: ${why}`,
  );
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

/** CHROMIUM may be a path, or a name to look for. */
function findChromium() {
  const names = [process.env.CHROMIUM, "chromium", "chromium-browser"].filter(Boolean);
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names
    .flatMap((name) => (name.includes("/") ? [name] : folders.map((folder) => join(folder, name))))
    .find(canRun);
}

function canRun(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
