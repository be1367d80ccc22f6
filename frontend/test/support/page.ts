import { SessionManager, type OwnSessionChange, type ConnectionChange } from "leash-session-manager";
import { FakeDaemon } from "./fakeDaemon.js";

/** A page whose session is 7, and what it was told. */
export async function startedPage(): Promise<{
  daemon: FakeDaemon;
  manager: SessionManager;
  sessions: OwnSessionChange[];
  connections: ConnectionChange[];
}> {
  const daemon = new FakeDaemon();
  const manager = new SessionManager();
  const sessions: OwnSessionChange[] = [];
  const connections: ConnectionChange[] = [];
  manager.onSessionChange((change) => sessions.push(change));
  manager.onConnectionChange((change) => connections.push(change));
  const started = manager.start({ transport: daemon.connector });
  await opened(daemon);
  await daemon.last.begin(7);
  await started;
  return { daemon, manager, sessions, connections };
}

/** Waits for the connection that a page opens. */
export async function opened(daemon: FakeDaemon): Promise<void> {
  await Promise.resolve();
  if (daemon.connections.length === 0) throw new Error("The page does not connect at once");
}
