// node app.mjs URL: an app with one page, which downloads and unzips URL into mods/mod.
// Enter reloads the page. The app ends when its page has what it wanted.
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { Leash, startDaemon } from "./leash.mjs";

const url = process.argv[2] ?? "http://127.0.0.1:8070/mod.zip";
const mods = path.resolve("mods");
const stateDir = path.resolve("leash-state"); // of this app alone
mkdirSync(mods, { recursive: true }); // an allowed root must be there

const daemon = await startDaemon(process.env.LEASH ?? "leash", {
  socket: path.join(stateDir, "leash.sock"),
  stateDir,
  allowRoot: mods,
});
const leash = await Leash.connect(daemon.socket); // of this window: its sessions end when it closes

let pages = 0;
process.stdin.on("data", () => page(++pages));
await page(++pages);

/** One life of the page. */
async function page(number) {
  const say = (text) => console.log(`page ${number}: ${text}`);
  // First of all: whatever the page before had going ends here, and nothing of it is left.
  const { sessionId } = await leash.call("begin_session", { scope: "main" });
  say("is here");

  const downloadId = randomUUID(); // made once a try
  const progress = (status) => {
    if (status.downloadId !== downloadId) return; // of another page or download
    say(`${status.state}, ${status.receivedBytes} of ${status.totalBytes ?? "?"} bytes`);
  };
  leash.on("download_progress", progress);
  try {
    const result = await leash.call("download_and_unzip", {
      fileName: "mod.zip",
      downloadUrl: url,
      savePath: path.join(mods, "mod"),
      sessionId, // the one that this page began: should it be gone by now, nothing starts
      downloadId,
    });
    say(`has ${result.files} files in ${result.path}`);
  } catch (error) {
    // The page is gone, and its download with it. That is as it should be: no error to show.
    if (error.reason === "CANCELLED_SESSION_CHANGE") return say("was left, and its download with it");
    say(`could not: ${error.message} (${error.reason}${error.retryable ? ", may be tried again" : ""})`);
    process.exitCode = 1;
  } finally {
    leash.off("download_progress", progress);
  }
  if (number === pages) await quit();
}

async function quit() {
  process.stdin.destroy();
  leash.close();
  await daemon.stop();
}
