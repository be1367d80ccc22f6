// Electron's main process: the daemon is its child, and each window has a relay to it.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { app, BrowserWindow, ipcMain, type WebContents } from "electron";
import { Relay, startDaemon, unixSocket } from "leash-session-manager/node";

// A second daemon on the same state directory would refuse to start.
if (!app.requestSingleInstanceLock()) app.exit();
await app.whenReady();

const stateDir = path.join(app.getPath("userData"), "leash");
const mods = path.join(app.getPath("userData"), "mods");
const socket = path.join(stateDir, "leash.sock"); // at most 106 bytes
mkdirSync(mods, { recursive: true }); // an allowed root must be there
// When this process ends, however it ends, so does the daemon: nothing is to be done at a quit.
await startDaemon({
  command: process.env["LEASH"] ?? path.join(process.resourcesPath, "leash", "leash"),
  args: ["--socket", socket, "--state-dir", stateDir, "--allow-root", mods],
});

// A window's scope is its own: a reload of one window leaves the others alone.
ipcMain.handle("leash:window", ({ sender }) => ({ scope: `window-${sender.id}`, mods }));

/** The relay of each window, by the id of its webContents. */
const relays = new Map<number, Relay>();

// A page opens a connection of its own in each of its lives, and so ends what the one before had going.
ipcMain.handle("leash:open", async ({ sender }, life) => {
  const tell = (what: string, text?: string) => {
    if (!sender.isDestroyed()) sender.send(what, life, text);
  };
  await relays.get(sender.id)?.open(String(life), {
    message: (text) => tell("leash:message", text),
    closed: (why) => tell("leash:closed", why),
  });
});
ipcMain.on("leash:send", ({ sender }, life, text) => relays.get(sender.id)?.send(String(life), String(text)));
ipcMain.on("leash:close", ({ sender }, life) => relays.get(sender.id)?.close(String(life)));

function relayTo(contents: WebContents): void {
  const { id } = contents; // not to be asked for any more when it is destroyed
  const relay = new Relay(unixSocket(socket));
  relays.set(id, relay);
  // There is no page that would begin the next session; the end of the connection ends this one.
  contents.on("render-process-gone", () => relay.close());
  contents.on("destroyed", () => {
    relay.close();
    relays.delete(id);
  });
}

function openWindow(): void {
  const preload = fileURLToPath(new URL("electron-preload.cjs", import.meta.url));
  const window = new BrowserWindow({ webPreferences: { preload } });
  relayTo(window.webContents);
  void window.loadFile("index.html");
}

app.on("window-all-closed", () => app.quit());
openWindow();
