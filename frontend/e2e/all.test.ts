import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { BUILD_MILLIS } from "../test/support/daemon.js";
import { access } from "./access.js";
import { door } from "./door.js";
import { ending } from "./ending.js";
import { refreshing } from "./refreshing.js";
import { Stage } from "./support/stage.js";

// One daemon and one browser for all: to start them takes longer than most of the tests.
describe("The demo's page", { timeout: BUILD_MILLIS }, () => {
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

  // At last: no other test can follow.
  it("is left alone when the demo is ended, says so, and nothing is left of the demo", async () => {
    const page = await stage.open("main");
    assert.equal(await stage.demo.stop(), 0);

    assert.ok(stage.demo.isGone());
    await page.getByText("The connection to the download service was lost.").waitFor();
    await page.getByText("Not connected").waitFor();
  });
});
