import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { initSessionTracking } from "leash-session-manager";
import { FakeDaemon } from "../support/fakeDaemon.js";

/** Loads the example anew, as a refreshed page does. */
async function page(answer: (daemon: FakeDaemon) => Promise<void>): Promise<void> {
  const daemon = new FakeDaemon();
  const started = initSessionTracking({ transport: daemon.connector });
  await daemon.last.begin(1);
  await started;
  const address = new URL(`../../../docs/examples/frontend/usage.js?${Math.random()}`, import.meta.url);
  const done = import(address.href);
  await answer(daemon);
  await done;
}

describe("The original's example", () => {
  it("tells the result, with the words that it always had", async (t) => {
    const log = t.mock.method(console, "log", () => undefined);
    await page(async ({ last }) => {
      const sent = await last.next("download_and_unzip");
      assert.equal(sent.params["savePath"], "/home/ada/Games/mods/mod");
      last.answer(sent, { files: 2 });
    });

    assert.deepEqual(log.mock.calls[0]?.arguments, ["Download completed:", { files: 2 }]);
  });

  it("takes a refresh for no failure", async (t) => {
    const log = t.mock.method(console, "log", () => undefined);
    await page(async ({ last }) => {
      last.refuse(await last.next("download_and_unzip"), -32001, { reason: "CANCELLED_SESSION_CHANGE" });
    });

    assert.deepEqual(log.mock.calls[0]?.arguments, ["Download was cancelled due to page refresh"]);
  });

  it("tells a failure's message", async (t) => {
    const complaint = t.mock.method(console, "error", () => undefined);
    await page(async ({ last }) => {
      last.refuse(await last.next("download_and_unzip"), -32040, { reason: "DISK_FULL" }, "The disk is full");
    });

    assert.deepEqual(complaint.mock.calls[0]?.arguments, ["Download failed:", "The disk is full"]);
  });
});
