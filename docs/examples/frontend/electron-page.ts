// The page in Electron: the same as any other, but for its transport.
import { type Bridge, bridge, initSessionTracking, startDownloadWithSessionTracking } from "leash-session-manager";

// By the preload script.
declare const leashHost: Bridge & { window(): Promise<{ scope: string; mods: string }> };

const { scope, mods } = await leashHost.window();
const started = await initSessionTracking({ transport: bridge(leashHost), scope });
if (started.success) console.log(`${started.session.username}, session ${started.session.sessionId}`);

const result = await startDownloadWithSessionTracking("mod.zip", "http://127.0.0.1:8070/mod.zip", `${mods}/mod`);
console.log(result.success ? result.result.path : result.message);
