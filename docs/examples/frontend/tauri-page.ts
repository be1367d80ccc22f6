// The page in Tauri: invoke sends, an event receives. The Rust side is in tauri-main.rs.
import { invoke } from "@tauri-apps/api/core";
import { getCurrentWebviewWindow } from "@tauri-apps/api/webviewWindow";
import { type Bridge, bridge, initSessionTracking, newDownloadId } from "leash-session-manager";

const here = getCurrentWebviewWindow();
let life = "";
let stop = () => {};

const tauri: Bridge = {
  async open(message, closed) {
    const mine = (life = newDownloadId()); // what is meant for a former life is passed over
    stop();
    stop = await here.listen<{ life: string; text: string | null }>("leash", ({ payload }) => {
      if (payload.life !== mine) return;
      if (payload.text === null) closed();
      else message(payload.text);
    });
    await invoke("leash_open", { life });
  },
  send: (text) => invoke("leash_send", { life, text }),
  close: () => invoke("leash_close", { life }),
};

// The window's label is its scope: a reload of one window leaves the others alone.
void initSessionTracking({ transport: bridge(tauri), scope: here.label });
