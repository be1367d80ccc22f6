import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, afterEach, before, describe, it } from "node:test";
import { ENOUGH_MILLIS } from "../test/support/daemon.js";
import { access } from "./access.js";
import { door } from "./door.js";
import { ending } from "./ending.js";
import { losing } from "./losing.js";
import { refreshing } from "./refreshing.js";
import { card, download, Stage } from "./support/stage.js";

/** All of them take some minutes on a busy machine; each waits for nothing longer than its own bound. */
const ENOUGH_FOR_ALL_MILLIS = 5 * ENOUGH_MILLIS;

// One daemon and one browser for all: to start them takes longer than most of the tests.
describe("The demo's page", { timeout: ENOUGH_FOR_ALL_MILLIS }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.start();
  });
  after(() => stage.stop());
  afterEach(() => stage.clear());

  refreshing(() => stage);
  ending(() => stage);
  access(() => stage);
  door(() => stage);
  losing(() => stage);

  it("shows each of the demo's own mods for what it is", async () => {
    const page = await stage.bare();
    await page.goto(stage.demo.at("own"));
    const titles = ["Broken archive", "Live build", "Stalling server"];
    for (const title of titles) await download(page, title);
    const bar = page.getByRole("progressbar", { name: "Live build" });
    await card(page, "Live build").getByText(/MB\/s/).waitFor();
    assert.equal(await bar.getAttribute("value"), null);

    await card(page, "Broken archive").getByText("The archive is damaged.").waitFor();
    await card(page, "Live build").getByText("10 files, ").waitFor();
    await card(page, "Stalling server").getByText("The server is silent").waitFor();
    assert.ok(existsSync(stage.demo.file("live-build", "mod", "README.txt")));
    await page.getByRole("button", { name: "Cancel Stalling server" }).click();
    await card(page, "Stalling server").getByText("The download was cancelled.").waitFor();
    await stage.demo.hasOnly("live-build");
  });

  // At last: no other test can follow.
  it("is left alone when the demo is ended, says so, and nothing is left of the demo", async () => {
    const page = await stage.open("main");
    assert.equal(await stage.demo.stop(), 0);

    assert.ok(stage.demo.isGone());
    await page.getByText("The connection to the download service was lost.").waitFor();
    await page.getByText("Not connected").waitFor();
  });
});
