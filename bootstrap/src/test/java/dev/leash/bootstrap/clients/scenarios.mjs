// node scenarios.mjs NAME SOCKET URL ROOT: what VscodeJsonRpcTest has a client of vscode-jsonrpc do.
import { once } from "node:events";
import { CancellationTokenSource } from "vscode-jsonrpc/node";
import { connect } from "./connect.mjs";

const [name, socketPath, downloadUrl, root] = process.argv.slice(2);
const connection = await connect(socketPath);
const heard = [];
for (const method of ["download_progress", "download_finished", "session_changed"]) {
  connection.onNotification(method, (params) => heard.push({ method, ...params }));
}
const say = (...what) => console.log(...what);
const begin = (params = {}) => connection.sendRequest("begin_session", params);
// Without a token nothing must stand in its place: an undefined would become a second param.
const download = (sessionId, folder, ...token) =>
  connection.sendRequest(
    "download_and_unzip", { fileName: "mod.zip", downloadUrl, savePath: `${root}/${folder}`, sessionId }, ...token);
const states = () => heard.map(({ method, state }) => `${method.replace("download_", "")}:${state}`);
const running = () => new Promise((resolve) => {
  const listening = connection.onNotification("download_progress", (status) => {
    heard.push({ method: "download_progress", ...status });
    if (status.receivedBytes > 0) resolve(listening.dispose());
  });
});
const refusal = (promise) => promise.then(() => "completed", ({ code, data }) => `${code} ${data?.reason} ${data?.detail?.cause ?? ""}`.trim());

const scenarios = {
  async downloads() {
    const { sessionId } = await begin();
    const result = await download(sessionId, "mod");
    say(result.files, "files", states().join(" "));
  },

  async cancels() {
    const { sessionId } = await begin();
    const button = new CancellationTokenSource();
    const started = running();
    const answer = refusal(download(sessionId, "mod", button.token));
    await started;
    button.cancel();
    say(await answer);
    say(await connection.sendRequest("ping"));
  },

  async cancelsBeforeItIsSent() {
    const { sessionId } = await begin();
    const button = new CancellationTokenSource();
    const answer = refusal(download(sessionId, "mod", button.token));
    button.cancel(); // at once: right behind its call, on the same socket
    say(await answer);
  },

  async changesTheSession() {
    const { sessionId } = await begin();
    const started = running();
    const answer = refusal(download(sessionId, "mod"));
    await started;
    const begun = await begin();
    say(await answer, begun.cancelledDownloads.length);
    say(await refusal(download(sessionId, "mod")));
    say(heard.at(-1).method, heard.at(-1).sessionId === begun.sessionId);
  },

  async asksManyThingsAtOnce() {
    const { sessionId } = await begin();
    const started = running();
    const answer = refusal(download(sessionId, "mod")); // held: it must hold nothing up
    await started;
    const calls = Array.from({ length: 200 }, (_, i) =>
      i % 2 ? connection.sendRequest("ping") : connection.sendRequest("get_session_id", { scope: `scope-${i}` }));
    const answers = await Promise.all(calls);
    say(answers.filter((each, i) => each === (i % 2 ? "pong" : 0)).length, "answers");
    await begin();
    say(await answer);
  },

  async loadsFiveAtOnce() {
    const { sessionId } = await begin();
    const results = await Promise.all([1, 2, 3, 4, 5].map((i) => download(sessionId, `mod-${i}`)));
    say(new Set(results.map(({ path }) => path)).size, "folders");
  },

  async isRefused() {
    say(await refusal(connection.sendRequest("nope")));
    say(await refusal(connection.sendRequest("ping", { x: 1 })));
    say(await connection.sendRequest("ping"));
    say(await connection.sendRequest("get_session_id", "settings")); // by position
  },
};

const bound = setTimeout(() => { // for failures alone
  say("no answer came");
  process.exit(1);
}, 60_000);
await scenarios[name]();
clearTimeout(bound);
connection.dispose();
