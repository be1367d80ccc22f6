/** What the examples use of Tauri, so that they compile without it. An app has Tauri's own types. */
declare module "@tauri-apps/api/core" {
  function invoke(command: string, args?: Record<string, unknown>): Promise<unknown>;
}

declare module "@tauri-apps/api/webviewWindow" {
  interface WebviewWindow {
    readonly label: string;
    listen<T>(event: string, hear: (event: { payload: T }) => void): Promise<() => void>;
  }
  function getCurrentWebviewWindow(): WebviewWindow;
}
