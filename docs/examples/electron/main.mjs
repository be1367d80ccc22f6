// Electron's main process: the daemon is its child, and each window has a connection and a scope.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { app, BrowserWindow, ipcMain } from "electron";
import { Leash, startDaemon } from "./leash.mjs"; // the one of ../node

// A second daemon on the same state directory would refuse to start.
if (!app.requestSingleInstanceLock()) app.exit();
await app.whenReady();

const stateDir = path.join(app.getPath("userData"), "leash");
const mods = path.join(app.getPath("userData"), "mods");
mkdirSync(mods, { recursive: true }); // an allowed root must be there
// When this process ends, however it ends, so does the daemon: nothing is to be done at a quit.
const daemon = await startDaemon(process.env.LEASH ?? path.join(process.resourcesPath, "leash", "leash"), {
  socket: path.join(stateDir, "leash.sock"), // at most 106 bytes
  stateDir,
  allowRoot: mods,
});

/** A promise of the connection of each window, by the id of its webContents. */
const connections = new Map();

/** The connection of a window; a new one when it has none. */
function connectionOf(contents) {
  const { id } = contents;
  if (!connections.has(id)) {
    const connection = open(contents);
    const forget = () => connections.get(id) === connection && connections.delete(id);
    connections.set(id, connection);
    connection.then((leash) => leash.on("close", forget), forget);
  }
  return connections.get(id);
}

async function open(contents) {
  const leash = await Leash.connect(daemon.socket);
  leash.on("download_progress", (status) => contents.isDestroyed() || contents.send("leash:progress", status));
  return leash;
}

/** Ends what the window's page had going, and begins the next session. */
function begin(leash, id) {
  return leash.call("begin_session", { scope: `window-${id}` });
}

// A page begins its own session: its preload script calls this before any of the page runs, at a
// reload and at each navigation. That ends the session of the page before. The scope is the
// window's, so another window is not disturbed.
// Not did-start-navigation: it also tells of what never replaces the page (a link to a file, an
// anchor, a navigation that beforeunload stops). Not did-navigate: nothing orders it with the new
// page's first call, so it could end the new page's session.
handle("leash:begin", async (leash, sender) => {
  const begun = await begin(leash, sender.id);
  return begun.sessionId;
});

// The page says what, never where to: a page that shows foreign content must not choose a path.
handle("leash:download", (leash, _, { sessionId, downloadId, url }) => {
  const savePath = path.join(mods, "mod");
  return leash.call("download_and_unzip", { fileName: "mod.zip", downloadUrl: url, savePath, sessionId, downloadId });
});

/** Answers {result} or {error}: of an error that is thrown here, only the message would reach the page. */
function handle(channel, answer) {
  ipcMain.handle(channel, async ({ sender }, params) => {
    try {
      return { result: await answer(await connectionOf(sender), sender, params) };
    } catch ({ reason, message, retryable }) {
      return { error: { reason, message, retryable } };
    }
  });
}

function openWindow() {
  const preload = fileURLToPath(new URL("preload.cjs", import.meta.url));
  const window = new BrowserWindow({ webPreferences: { preload } });
  const contents = window.webContents;
  const { id } = contents; // not to be asked for any more when it is destroyed
  // Without a page there is nobody who would begin the next session. On the same connection: so a begin
  // that the dead page had still sent takes effect before this one, and before that of the next page.
  contents.on("render-process-gone", () => {
    connectionOf(contents).then((leash) => begin(leash, id)).catch(() => {});
  });
  contents.on("destroyed", () => connections.get(id)?.then((leash) => leash.close(), () => {})); // and its sessions
  window.loadFile("index.html");
}

app.on("window-all-closed", () => app.quit());
openWindow();
