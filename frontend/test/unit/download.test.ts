import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type DownloadOutcome, SessionManager, type Status } from "leash-session-manager";
import { FakeDaemon, settled, status } from "../support/fakeDaemon.js";
import { startedPage } from "../support/page.js";

const ARGUMENTS = ["mod.zip", "http://h/mod.zip", "/mods/mod"] as const;

describe("A download", () => {
  it("carries the page's session, an id of its own, and the options by their names", async () => {
    const { daemon, manager } = await startedPage();
    const options = { checksum: "md5:00", headers: { a: "b" }, install: "replace", unpack: false } as const;
    void manager.startDownloadWithSessionTracking(...ARGUMENTS, { ...options, onProgress: () => undefined });
    void manager.startDownloadWithSessionTracking(...ARGUMENTS);

    const { downloadId: first, ...params } = (await daemon.last.next("download_and_unzip")).params;
    const { downloadId: second } = (await daemon.last.next("download_and_unzip")).params;
    const source = { fileName: "mod.zip", downloadUrl: "http://h/mod.zip", savePath: "/mods/mod" };
    assert.deepEqual(params, { ...source, ...options, sessionId: 7 });
    assert.match(String(first), /^[A-Za-z0-9_-]{1,64}$/);
    assert.notEqual(first, second);
  });

  it("takes headers also as a page's own calls have them", async () => {
    const { daemon, manager } = await startedPage();
    for (const headers of [new Headers({ a: "b" }), [["a", "b"]] as const, new Map([["a", "b"]])]) {
      void manager.startDownloadWithSessionTracking(...ARGUMENTS, { headers });
      assert.deepEqual((await daemon.last.next("download_and_unzip")).params["headers"], { a: "b" });
    }
  });

  it("succeeds with the daemon's result", async () => {
    const { daemon, manager } = await startedPage();
    const outcome = manager.startDownloadWithSessionTracking(...ARGUMENTS);
    daemon.last.answer(await daemon.last.next("download_and_unzip"), { files: 3 });

    assert.deepEqual(await outcome, { success: true, result: { files: 3 } });
  });

  it("fails with the daemon's reason and data, and does not reject", async () => {
    const { daemon, manager } = await startedPage();
    const outcome = manager.startDownloadWithSessionTracking(...ARGUMENTS, { downloadId: "x" });
    const ids = { downloadId: "x", sessionId: 7, currentSessionId: 8 };
    const detail = { cause: "superseded" };
    const sent = await daemon.last.next("download_and_unzip");
    daemon.last.refuse(sent, -32001, { reason: "CANCELLED_SESSION_CHANGE", ...ids, detail }, "Cancelled");

    assert.deepEqual(await outcome, {
      success: false,
      error: "CANCELLED_SESSION_CHANGE",
      message: "Cancelled",
      retryable: false,
      ...ids,
      detail,
    });
  });

  it("fails with UNKNOWN_REASON for what a newer daemon tells, and keeps its message", async () => {
    const { daemon, manager } = await startedPage();
    const outcome = await refused(manager, daemon, -32099, { reason: "EATEN_BY_A_DOG" }, "A dog ate it");

    assert.ok(!outcome.success);
    assert.deepEqual([outcome.error, outcome.message], ["UNKNOWN_REASON", "A dog ate it"]);
  });

  it("tells an error without the protocol's data by its code", async () => {
    const { daemon, manager } = await startedPage();
    const outcome = manager.startDownloadWithSessionTracking(...ARGUMENTS);
    const { id } = await daemon.last.next("download_and_unzip");
    daemon.last.write({ jsonrpc: "2.0", id, error: { code: -32601, message: "Not here" } });

    const failure = await outcome;
    assert.equal(failure.success || failure.error, "METHOD_NOT_FOUND");
  });

  it("joins a call with the same id, and both have the outcome and the progress", async () => {
    const { daemon, manager } = await startedPage();
    const seen: string[] = [];
    const call = (name: string) =>
      manager.startDownloadWithSessionTracking(...ARGUMENTS, {
        downloadId: "x",
        onProgress: () => seen.push(name),
      });
    const outcomes = [call("first"), call("second")];
    const [first, second] = [
      await daemon.last.next("download_and_unzip"),
      await daemon.last.next("download_and_unzip"),
    ];
    assert.deepEqual(first.params, second.params);
    assert.notEqual(first.id, second.id);

    daemon.last.notify("download_progress", status("x"));
    daemon.last.answer(first, { files: 1 });
    await settled();
    daemon.last.notify("download_progress", status("x"));
    daemon.last.answer(second, { files: 1 });

    assert.deepEqual(seen, ["first", "second", "second"]);
    assert.deepEqual(
      (await Promise.all(outcomes)).map(({ success }) => success),
      [true, true],
    );
  });

  it("rejects what is a fault of the program, and leaves the page sound", async () => {
    const { manager, daemon } = await startedPage();
    const circle: Record<string, string> = {};
    Object.assign(circle, { circle });

    await assert.rejects(
      manager.startDownloadWithSessionTracking(...ARGUMENTS, { headers: circle }),
      TypeError,
    );
    const outcome = await refused(manager, daemon, -32040, { reason: "DISK_FULL" });
    assert.equal(outcome.success || outcome.error, "DISK_FULL");
  });

  it("refuses by itself what is too long for the daemon, which would close the connection", async () => {
    const { manager, daemon } = await startedPage();
    const headers = { long: "ä".repeat(600_000) };
    const outcome = await manager.startDownloadWithSessionTracking(...ARGUMENTS, { headers });

    assert.equal(outcome.success || outcome.error, "INVALID_REQUEST");
    assert.ok(!daemon.last.methods.includes("download_and_unzip"));
  });
});

describe("Progress", () => {
  it("is that of the right download alone, to its end, and not beyond", async () => {
    const { daemon, manager } = await startedPage();
    const seen: Status[] = [];
    const onProgress = (one: Status) => seen.push(one);
    const outcome = manager.startDownloadWithSessionTracking(...ARGUMENTS, {
      downloadId: "mine",
      onProgress,
    });
    const sent = await daemon.last.next("download_and_unzip");

    daemon.last.notify("download_progress", status("other"));
    daemon.last.notify("download_progress", status("mine"));
    daemon.last.notify("download_finished", { ...status("mine", { state: "completed" }), result: null });
    daemon.last.answer(sent, {});
    await outcome;
    daemon.last.notify("download_progress", status("mine"));

    assert.deepEqual(
      seen.map(({ downloadId, state }) => [downloadId, state]),
      [
        ["mine", "running"],
        ["mine", "completed"],
      ],
    );
  });

  it("keeps the answer coming when its listener throws", async (t) => {
    const { daemon, manager } = await startedPage();
    const complaint = t.mock.method(console, "error", () => undefined);
    const onProgress = () => {
      throw new Error("a fault of the page");
    };
    const outcome = manager.startDownloadWithSessionTracking(...ARGUMENTS, { downloadId: "x", onProgress });
    const sent = await daemon.last.next("download_and_unzip");
    daemon.last.notify("download_progress", status("x"));
    daemon.last.answer(sent, {});

    assert.ok((await outcome).success);
    assert.equal(complaint.mock.callCount(), 1);
  });
});

describe("An abort", () => {
  it("that came before starts nothing", async () => {
    const { daemon, manager } = await startedPage();
    const outcome = await manager.startDownloadWithSessionTracking(...ARGUMENTS, {
      signal: AbortSignal.abort(),
    });
    await settled();

    assert.equal(outcome.success || outcome.error, "CANCELLED_BY_REQUEST");
    assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe"]);
  });

  it("that came before is told at once, also while the session begins", async () => {
    const manager = new SessionManager();
    void manager.start({ transport: new FakeDaemon().connector });
    const outcome = await manager.startDownloadWithSessionTracking(...ARGUMENTS, {
      signal: AbortSignal.abort(),
    });

    assert.equal(outcome.success || outcome.error, "CANCELLED_BY_REQUEST");
  });

  it("while the session begins starts nothing, and is told at once", async () => {
    const daemon = new FakeDaemon();
    const manager = new SessionManager();
    void manager.start({ transport: daemon.connector });
    const abort = new AbortController();
    const outcome = manager.startDownloadWithSessionTracking(...ARGUMENTS, { signal: abort.signal });
    abort.abort();
    const failure = await outcome;
    assert.equal(failure.success || failure.error, "CANCELLED_BY_REQUEST");

    await daemon.last.begin(7);
    await settled();
    assert.deepEqual(daemon.last.methods, ["begin_session", "subscribe"]);
  });

  it("of what runs cancels it at the daemon, whose answer is the outcome", async () => {
    const { daemon, manager } = await startedPage();
    const abort = new AbortController();
    const outcome = manager.startDownloadWithSessionTracking(...ARGUMENTS, {
      downloadId: "x",
      signal: abort.signal,
    });
    const sent = await daemon.last.next("download_and_unzip");
    abort.abort();
    const cancel = await daemon.last.next("cancel_download");
    daemon.last.refuse(sent, -32800, { reason: "CANCELLED_BY_REQUEST", downloadId: "x" });
    daemon.last.answer(cancel, status("x", { state: "cancelled" }));

    assert.deepEqual(cancel.params, { downloadId: "x" });
    const failure = await outcome;
    assert.equal(failure.success || failure.error, "CANCELLED_BY_REQUEST");
  });

  it("that comes too late leaves the download complete, and is no error", async () => {
    const { daemon, manager } = await startedPage();
    const abort = new AbortController();
    const outcome = manager.startDownloadWithSessionTracking(...ARGUMENTS, { signal: abort.signal });
    const sent = await daemon.last.next("download_and_unzip");
    abort.abort();
    const cancel = await daemon.last.next("cancel_download");
    daemon.last.refuse(cancel, -32010, { reason: "UNKNOWN_DOWNLOAD" });
    await settled();
    daemon.last.answer(sent, {});

    assert.ok((await outcome).success);
  });

  it("after the end sends nothing", async () => {
    const { daemon, manager } = await startedPage();
    const abort = new AbortController();
    const outcome = manager.startDownloadWithSessionTracking(...ARGUMENTS, { signal: abort.signal });
    daemon.last.answer(await daemon.last.next("download_and_unzip"), {});
    await outcome;
    abort.abort();
    await settled();

    assert.ok(!daemon.last.methods.includes("cancel_download"));
  });
});

async function refused(
  manager: SessionManager,
  daemon: FakeDaemon,
  code: number,
  data: Record<string, unknown>,
  message?: string,
): Promise<DownloadOutcome> {
  const outcome = manager.startDownloadWithSessionTracking(...ARGUMENTS);
  daemon.last.refuse(await daemon.last.next("download_and_unzip"), code, data, message);
  return outcome;
}
