import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SessionManager, type OwnSessionChange } from "leash-session-manager";
import { FakeDaemon, settled } from "../support/fakeDaemon.js";
import { startedPage } from "../support/page.js";

const superseding = { scope: "main", sessionId: 8, previousSessionId: 7, cancelledDownloads: ["x"] };

describe("A page that another one supersedes", () => {
  it("is told once, keeps its own session's id, and asks as that session", async () => {
    const { daemon, manager, sessions } = await startedPage();
    daemon.last.notify("session_changed", superseding);
    daemon.last.notify("session_changed", { ...superseding, sessionId: 9, previousSessionId: 8 });

    assert.deepEqual(sessions.slice(1), [
      { kind: "superseded", sessionId: 7, currentSessionId: 8, cancelledDownloads: ["x"] },
    ]);
    assert.equal(manager.getSessionId(), 7);
    const outcome = manager.startDownloadWithSessionTracking("a", "http://h/a", "/a");
    const sent = await daemon.last.next("download_and_unzip");
    assert.equal(sent.params["sessionId"], 7);
    daemon.last.refuse(sent, -32001, {
      reason: "CANCELLED_SESSION_CHANGE",
      sessionId: 7,
      currentSessionId: 9,
    });
    const failure = await outcome;
    assert.equal(failure.success || failure.error, "CANCELLED_SESSION_CHANGE");
  });

  it("is told also when that happens before its own begin is answered", async () => {
    const daemon = new FakeDaemon();
    const manager = new SessionManager();
    const kinds: string[] = [];
    manager.onSessionChange(({ kind }) => kinds.push(kind));
    const started = manager.start({ transport: daemon.connector });
    await daemon.last.next("subscribe");
    daemon.last.notify("session_changed", { ...superseding, sessionId: 7, previousSessionId: 6 });
    daemon.last.notify("session_changed", superseding);
    const begin = daemon.last.sent[0];
    assert.ok(begin);
    daemon.last.answer(begin, { ...superseding, sessionId: 7, previousSessionId: 6, username: "ada" });
    await started;
    await settled();

    assert.deepEqual(kinds, ["began", "superseded"]);
  });

  it("is told when only a later change reaches it", async () => {
    const { daemon, sessions } = await startedPage();
    daemon.last.notify("session_changed", { ...superseding, sessionId: 10, previousSessionId: 9 });

    assert.deepEqual(
      sessions.slice(1).map(({ kind }) => kind),
      ["superseded"],
    );
  });
});

describe("A page's listener", () => {
  it("hears when the session has ended and none follows", async () => {
    const { daemon, sessions } = await startedPage();
    daemon.last.notify("session_changed", { ...superseding, sessionId: 0 });

    assert.deepEqual(sessions.slice(1), [{ kind: "ended", sessionId: 7, cancelledDownloads: ["x"] }]);
  });

  it("hears nothing of other scopes, of the change that began its own session, nor of older ones", async () => {
    const { daemon, sessions } = await startedPage();
    daemon.last.notify("session_changed", { ...superseding, scope: "other" });
    daemon.last.notify("session_changed", { ...superseding, sessionId: 7, previousSessionId: 6 });
    daemon.last.notify("session_changed", { ...superseding, sessionId: 0, previousSessionId: 6 });

    assert.deepEqual(
      sessions.map(({ kind }) => kind),
      ["began"],
    );
  });

  it("hears nothing more when it was taken away", async () => {
    const { daemon, manager } = await startedPage();
    const heard: OwnSessionChange[] = [];
    const stop = manager.onSessionChange((change) => heard.push(change));
    stop();
    daemon.last.notify("session_changed", superseding);

    assert.deepEqual(heard, []);
  });
});

describe("A page that begins its next session itself", () => {
  it("has that one from then on, and is not told that it superseded itself", async () => {
    const { daemon, manager, sessions } = await startedPage();
    const begun = manager.beginSession({ detached: true });
    const waiting = manager.startDownloadWithSessionTracking("a", "http://h/a", "/a");
    const begin = await daemon.last.next("begin_session");
    daemon.last.notify("session_changed", superseding);
    daemon.last.answer(begin, { ...superseding, username: "ada" });

    assert.deepEqual(begin.params, { detached: true });
    assert.equal((await begun).sessionId, 8);
    assert.equal(manager.getSessionId(), 8);
    const sent = await daemon.last.next("download_and_unzip");
    assert.equal(sent.params["sessionId"], 8, "what was called after the begin is of the new session");
    daemon.last.answer(sent, {});
    assert.ok((await waiting).success);
    assert.deepEqual(
      sessions.map(({ kind }) => kind),
      ["began", "began"],
    );
  });

  it("keeps the one that it has when that is refused", async () => {
    const { daemon, manager, connections } = await startedPage();
    const begun = manager.beginSession();
    daemon.last.refuse(await daemon.last.next("begin_session"), -32603, { reason: "INTERNAL" });
    await assert.rejects(begun, { reason: "INTERNAL" });

    void manager.startDownloadWithSessionTracking("a", "http://h/a", "/a");
    assert.equal((await daemon.last.next("download_and_unzip")).params["sessionId"], 7);
    assert.deepEqual(
      connections.map(({ state }) => state),
      ["connecting", "connected"],
    );
  });

  it("keeps it also when two begins at once are refused, and is told of what follows", async () => {
    const { daemon, manager, sessions, connections } = await startedPage();
    const both = [manager.beginSession(), manager.beginSession()];
    const refused = both.map((begun) => assert.rejects(begun, { reason: "INTERNAL" }));
    for (const begin of [await daemon.last.next("begin_session"), await daemon.last.next("begin_session")]) {
      daemon.last.refuse(begin, -32603, { reason: "INTERNAL" });
    }
    await Promise.all(refused);

    void manager.startDownloadWithSessionTracking("a", "http://h/a", "/a");
    await settled();
    assert.equal((await daemon.last.next("download_and_unzip")).params["sessionId"], 7);
    daemon.last.notify("session_changed", superseding);
    assert.equal(sessions.at(-1)?.kind, "superseded");
    assert.equal(connections.at(-1)?.state, "connected");
  });

  it("has the last one that is granted, whichever of two at once is refused", async () => {
    for (const isFirstRefused of [true, false]) {
      const { daemon, manager } = await startedPage();
      const both = Promise.allSettled([manager.beginSession(), manager.beginSession()]);
      const first = await daemon.last.next("begin_session");
      const second = await daemon.last.next("begin_session");
      const [granted, refused] = isFirstRefused ? [second, first] : [first, second];
      daemon.last.refuse(refused, -32603, { reason: "INTERNAL" });
      daemon.last.answer(granted, { ...superseding, username: "ada" });
      await both;

      const download = manager.startDownloadWithSessionTracking("a", "http://h/a", "/a");
      await settled();
      const sent = await daemon.last.next("download_and_unzip");
      assert.equal(sent.params["sessionId"], 8);
      assert.equal(manager.getSessionId(), 8);
      daemon.last.answer(sent, {});
      assert.ok((await download).success);
    }
  });

  it("has the newest of two at once also when that is answered first, and is told of that one alone", async () => {
    const { daemon, manager, sessions } = await startedPage();
    const both = [manager.beginSession(), manager.beginSession()];
    const first = await daemon.last.next("begin_session");
    const second = await daemon.last.next("begin_session");
    daemon.last.notify("session_changed", superseding);
    daemon.last.notify("session_changed", { ...superseding, sessionId: 9, previousSessionId: 8 });
    daemon.last.answer(second, { ...superseding, sessionId: 9, previousSessionId: 8, username: "ada" });
    daemon.last.answer(first, { ...superseding, username: "ada" });
    const begun = await Promise.all(both);
    await settled();

    assert.deepEqual(
      begun.map(({ sessionId }) => sessionId),
      [8, 9],
    );
    assert.equal(manager.getSessionId(), 9);
    assert.deepEqual(
      sessions.map((change) => (change.kind === "began" ? change.session.sessionId : change.kind)),
      [7, 9],
    );
    void manager.startDownloadWithSessionTracking("a", "http://h/a", "/a");
    assert.equal((await daemon.last.next("download_and_unzip")).params["sessionId"], 9);
  });
});
