// What a page sees of Leash: window.leash.download(url, showProgress).
const { contextBridge, ipcRenderer } = require("electron");

// This script runs once in each life of a page, before the page does. The id stays in this life: a
// call that was sent before a reload and arrives after it names the old session, and is refused.
const session = ipcRenderer.invoke("leash:begin");
const showing = new Map();
ipcRenderer.on("leash:progress", (_, status) => showing.get(status.downloadId)?.(status));

contextBridge.exposeInMainWorld("leash", {
  /** Resolves to {result} or {error: {reason, message, retryable}}. */
  async download(url, showProgress) {
    const { result: sessionId, error } = await session;
    if (error) return { error };
    const downloadId = crypto.randomUUID(); // made once a try
    showing.set(downloadId, showProgress);
    try {
      return await ipcRenderer.invoke("leash:download", { sessionId, downloadId, url });
    } finally {
      showing.delete(downloadId);
    }
  },
});
