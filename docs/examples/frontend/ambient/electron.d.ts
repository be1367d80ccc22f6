/** What the examples use of Electron, so that they compile without it. An app has Electron's own types. */
declare module "electron" {
  type Hear = (event: { sender: WebContents }, ...args: unknown[]) => unknown;
  interface WebContents {
    readonly id: number;
    isDestroyed(): boolean;
    send(channel: string, ...args: unknown[]): void;
    on(event: "render-process-gone" | "destroyed", hear: () => void): void;
  }
  class BrowserWindow {
    constructor(options: { webPreferences: { preload: string } });
    readonly webContents: WebContents;
    loadFile(file: string): Promise<void>;
  }
  const app: {
    requestSingleInstanceLock(): boolean;
    exit(): void;
    quit(): void;
    whenReady(): Promise<void>;
    getPath(name: "userData"): string;
    on(event: "window-all-closed", hear: () => void): void;
  };
  const ipcMain: {
    handle(channel: string, hear: Hear): void;
    on(channel: string, hear: Hear): void;
  };
  const ipcRenderer: {
    on(channel: string, hear: (event: unknown, ...args: unknown[]) => void): void;
    send(channel: string, ...args: unknown[]): void;
    invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  };
  const contextBridge: { exposeInMainWorld(name: string, api: object): void };
}

declare namespace NodeJS {
  interface Process {
    readonly resourcesPath: string;
  }
}
