// The demo's page. It uses the package as any app does, which would write `from "leash-session-manager"`.
import {
  type BegunSession,
  beginSession,
  type ConnectionChange,
  getSessionId,
  initSessionTracking,
  LeashError,
  listDownloads,
  messageFor,
  onConnectionChange,
  onSessionChange,
  type OwnSessionChange,
  reconnect,
} from "../index.js";
import { allow, byId, isAllowed, show } from "./dom.js";
import { count } from "./format.js";
import { Journal } from "./journal.js";
import { type Notice, Notices } from "./notices.js";
import { readOffer } from "./offer.js";
import { Shelf } from "./shelf.js";
import { hasToken, openWindow, takeToken } from "./token.js";
import { keepTold, stoppedUntold } from "./told.js";

const SCOPES = /^[A-Za-z0-9._:-]{1,64}$/;

const journal = new Journal();
const notices = new Notices();
const shelf = new Shelf(journal);
const token = takeToken();
const scope = scopeOf(new URLSearchParams(location.search).get("scope"));
let hasToldOfBefore = false;

show(byId("scope"), scope === "main" ? "" : `window ${scope}`);
byId("refresh").addEventListener("click", ({ currentTarget }) => {
  if (isAllowed(currentTarget as HTMLElement)) location.reload();
});
onConnectionChange(showConnection);
onSessionChange(showSession);

// Who has the address only now may open it in this same tab: a browser does not reload for what follows the #.
addEventListener("hashchange", () => {
  if (hasToken()) location.reload();
});

if (token === null) {
  showState("none", "Not connected");
  notices.show({
    kind: "warning",
    title: "This page needs its key.",
    text: "Open the whole address that “./leash demo --web” printed, with all that follows the #. It is new at each start.",
  });
  allow(byId("window"), false);
  await fillShelf();
} else {
  byId("window").addEventListener("click", () => {
    openWindow(`window-${Math.random().toString(36).slice(2, 6)}`);
  });
  // First of all: whatever the page before had going ends with this.
  const started = initSessionTracking({ url: `ws://${location.host}/rpc`, token, scope });
  await fillShelf();
  const outcome = await started;
  if (outcome.success) await tellOfThePageBefore(outcome.session).catch(showFailure);
}

async function fillShelf(): Promise<void> {
  try {
    shelf.fill(await readOffer());
    if (getSessionId() !== undefined) void markInstalled(); // else as the session begins
  } catch {
    notices.show({
      kind: "warning",
      title: "The list of mods could not be read.",
      text: "The demo may have ended.",
      act: { label: "Read it again", run: () => void fillShelf() },
    });
  }
}

/** Marks what is there already. Without that the page is as good, so a failure takes no notice's place. */
async function markInstalled(): Promise<void> {
  try {
    shelf.markInstalled(await listDownloads({ state: "completed" }));
  } catch (error) {
    if (!(error instanceof LeashError)) throw error;
    if (error.reason !== "CONNECTION_LOST") journal.say(error.message, "connection");
  }
}

/** What a person is told when the daemon did not do what the page has asked of it. */
function showFailure(error: unknown, act?: Notice["act"]): void {
  if (!(error instanceof LeashError)) throw error;
  journal.say(error.message, "connection");
  // Of a loss there is a notice already, with what can be done about it.
  if (error.reason === "CONNECTION_LOST") return;
  notices.show({
    kind: "warning",
    title: "The daemon did not do what the page asked.",
    text: messageFor(error.reason, error.data.detail),
    ...(act && { act }),
  });
}

/** A refresh is no failure: the page says, once, what it meant. */
async function tellOfThePageBefore(session: BegunSession): Promise<void> {
  const { sessionId } = session;
  showBefore(sessionId, (await stoppedUntold(session)).length);
  keepTold(sessionId); // not before it is there to be read
  hasToldOfBefore = true;
}

function showBefore(sessionId: number, before: number): void {
  const isRefreshed = performance
    .getEntriesByType("navigation")
    .some((entry) => "type" in entry && entry.type === "reload");
  if (!isRefreshed && before === 0) return;
  notices.show({
    kind: "calm",
    title: isRefreshed
      ? `The page was refreshed, and session ${sessionId} began.`
      : `Session ${sessionId} began.`,
    text:
      before === 0
        ? "Nothing was being downloaded, so nothing had to be stopped."
        : `${count(before, "download")} of the page before ${before === 1 ? "was" : "were"} stopped. Nothing of ${before === 1 ? "it" : "them"} is left.`,
  });
}

function showConnection(change: ConnectionChange): void {
  switch (change.state) {
    case "connecting":
      showState("connecting", "Connecting…");
      break;
    case "connected":
      showState("connected", "Connected");
      break;
    case "lost":
      showState("lost", "Not connected");
      showTag("lost", "No session");
      showLoss(change.error);
      break;
    case "closed":
      showState("lost", "Closed");
  }
}

function showLoss({ reason, message }: LeashError): void {
  journal.say(message, "connection");
  notices.show({
    kind: "warning",
    title: messageFor(reason),
    text:
      reason === "CONNECTION_FAILED"
        ? "If the demo was started again, open the address that it printed then: its key is new."
        : "Whatever this page had going was stopped, and nothing of it is left.",
    act: { label: "Reconnect", run: () => void reconnect() },
  });
}

function showSession(change: OwnSessionChange): void {
  switch (change.kind) {
    case "began": {
      const { sessionId, previousSessionId } = change.session;
      showTag("held", `Session ${sessionId}`);
      // What this page had going before that, its own cards have told.
      if (hasToldOfBefore) keepTold(sessionId);
      journal.say(
        previousSessionId === 0
          ? `Session ${sessionId} began`
          : `Session ${sessionId} began, after session ${previousSessionId}`,
        "session",
      );
      shelf.open(true);
      void markInstalled();
      break;
    }
    case "superseded":
      showTag("lost", `Session ${change.sessionId}, ended`);
      journal.say(
        `Session ${change.currentSessionId} took the place of session ${change.sessionId}`,
        "session",
      );
      offerToGoOn("This page was opened again elsewhere.", "Downloads go on there now, and not here.");
      break;
    case "ended":
      showTag("lost", `Session ${change.sessionId}, ended`);
      journal.say(`Session ${change.sessionId} ended`, "session");
      offerToGoOn("This page's session has ended.", "It can start no downloads until a new one begins.");
  }
}

function offerToGoOn(title: string, text: string): void {
  shelf.open(false);
  const act: NonNullable<Notice["act"]> = {
    label: "Use this page instead",
    run: () =>
      void beginSession().catch((error: unknown) => {
        showFailure(error, act);
      }),
  };
  notices.show({ kind: "warning", title, text, act });
}

function showState(state: string, text: string): void {
  const element = byId("connection");
  element.dataset["state"] = state;
  show(element, text);
  if (state !== "connected") shelf.open(false);
  // Nobody may be there to serve the page: a browser would put its own complaint in the place of this one.
  allow(byId("refresh"), state !== "lost");
}

function showTag(state: "held" | "lost", text: string): void {
  byId("leash").dataset["state"] = state;
  show(byId("session"), text);
}

function scopeOf(asked: string | null): string {
  return asked !== null && SCOPES.test(asked) ? asked : "main";
}
