// A page at the daemon's gateway (leash serve --web): downloads, shows how far it is, cancels, can be refreshed.
import {
  initSessionTracking,
  messageFor,
  onConnectionChange,
  onSessionChange,
  startDownloadWithSessionTracking,
  stoppedBefore,
} from "leash-session-manager";

// The host puts this into the page that it serves. It is new at each start of the daemon, and a secret.
declare const leash: { url: string; token: string; mods: string };

// First of all: whatever the page before had going ends here. The calls below wait for it by themselves.
const started = initSessionTracking({ url: leash.url, token: leash.token });

const button = document.querySelector("button")!;
const cancel = document.querySelector("#cancel") as HTMLButtonElement;
const bar = document.querySelector("progress")!;
const text = document.querySelector("output")!;

onConnectionChange((change) => {
  // Nothing is tried again by itself: the page decides.
  if (change.state === "lost") text.value = messageFor(change.error.reason);
});
onSessionChange((change) => {
  if (change.kind === "superseded") text.value = "This page was opened again elsewhere. Go on there.";
});

// A refresh is no failure, but the person may wonder where a download has gone.
void started.then(async ({ success }) => {
  const stopped = success ? await stoppedBefore().catch(() => []) : [];
  if (stopped.length > 0) text.value = `Stopped with the page before: ${stopped.map((one) => one.fileName).join(", ")}`;
});

button.onclick = async () => {
  const abort = new AbortController();
  cancel.onclick = () => abort.abort();
  const outcome = await startDownloadWithSessionTracking(
    "mod.zip",
    "http://127.0.0.1:8070/mod.zip",
    `${leash.mods}/mod`,
    {
      signal: abort.signal,
      onProgress: ({ state, receivedBytes, totalBytes }) => {
        text.value = state;
        if (totalBytes === null) bar.removeAttribute("value");
        else bar.value = receivedBytes / totalBytes;
      },
    },
  );
  if (outcome.success) text.value = `${outcome.result.files} files`;
  // A refresh is no failure to shout about: this page is gone, and its download with it.
  else if (outcome.error !== "CANCELLED_SESSION_CHANGE") text.value = messageFor(outcome.error, outcome.detail);
};
