// A stand-in for Electron, as much of it as docs/examples/electron uses. Its standard input is the
// person at the screen: "download URL", "reload", "crash", "close", of its window.
const { webcrypto } = require("node:crypto");
const { EventEmitter } = require("node:events");
const { readFileSync } = require("node:fs");
const readline = require("node:readline");

const handlers = new Map();
const windows = [];
let lives = 0;

class Contents extends EventEmitter {
  id = windows.length + 1;
  destroyed = false;
  isDestroyed() {
    return this.destroyed;
  }
  send(channel, value) {
    if (this.destroyed) throw new Error("Object has been destroyed");
    this.page?.heard.emit(channel, {}, structuredClone(value));
  }
}

exports.BrowserWindow = class {
  webContents = new Contents();
  constructor({ webPreferences: { preload } }) {
    this.preload = preload;
    windows.push(this);
    if (windows.length === 1) readline.createInterface({ input: process.stdin }).on("line", obey);
  }
  loadFile() {
    const sender = this.webContents;
    const page = { number: ++lives, heard: new EventEmitter() };
    const electron = {
      contextBridge: { exposeInMainWorld: (name, api) => (page[name] = api) },
      ipcRenderer: {
        on: (channel, listener) => page.heard.on(channel, listener),
        invoke: async (channel, ...values) =>
          structuredClone(await handlers.get(channel)({ sender }, ...structuredClone(values))),
      },
    };
    sender.page = page;
    new Function("require", "crypto", readFileSync(this.preload, "utf8"))(() => electron, webcrypto);
  }
};

exports.ipcMain = { handle: (channel, handler) => handlers.set(channel, handler) };
exports.app = Object.assign(new EventEmitter(), {
  requestSingleInstanceLock: () => true,
  whenReady: async () => {},
  getPath: () => process.cwd(),
  exit: () => process.exit(),
  quit: () => process.exit(),
});

async function obey(line) {
  const [order, url] = line.split(" ");
  const window = windows.at(-1);
  const { webContents: contents } = window;
  const { page } = contents;
  if (order === "reload") window.loadFile();
  if (order === "crash") contents.emit("render-process-gone", {}, { reason: "crashed" });
  if (order === "close") {
    contents.destroyed = true;
    contents.emit("destroyed");
  }
  if (order === "download") {
    const show = ({ state, receivedBytes }) => console.log(`page ${page.number}: ${state} ${receivedBytes}`);
    const { result, error } = await page.leash.download(url, show);
    console.log(`page ${page.number}: ${result ? `${result.files} files` : error.reason}`);
  }
}
