// What a page sees of its host: window.leashHost, which `bridge` takes. A sandboxed preload script is CommonJS, and
// can load nothing but Electron.
import electron = require("electron");
const { contextBridge, ipcRenderer } = electron;

let life = "";
let take: (text: string) => void;
let lose: (why?: string) => void;
ipcRenderer.on("leash:message", (_, of, text) => {
  if (of === life) take(String(text));
});
ipcRenderer.on("leash:closed", (_, of, why) => {
  if (of === life) lose(why === undefined ? why : String(why));
});

contextBridge.exposeInMainWorld("leashHost", {
  window: () => ipcRenderer.invoke("leash:window"),
  open(message: (text: string) => void, closed: (why?: string) => void) {
    life = crypto.randomUUID(); // what is meant for a former life is passed over
    take = message;
    lose = closed;
    return ipcRenderer.invoke("leash:open", life);
  },
  send(text: string) {
    ipcRenderer.send("leash:send", life, text);
  },
  close() {
    ipcRenderer.send("leash:close", life);
  },
});
