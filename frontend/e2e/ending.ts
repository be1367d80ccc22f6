import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { card, connected, download, sessionOf, type Stage } from "./support/stage.js";

export function ending(stage: () => Stage): void {
  describe("that is gone", () => {
    it("leaves nothing when its tab is closed", async () => {
      const { demo, server } = stage();
      const page = await stage().open("closed");
      await download(page, "Slow");
      const half = await server.half();
      const session = await sessionOf(page);

      await page.close();

      await half.brokenOff;
      await demo.awaitLog(new RegExp(`Session ${session} of scope closed ended \\(disconnected\\)`));
      await demo.hasOnly();
    });

    it("leaves nothing when its tab crashes", async () => {
      const { demo, server } = stage();
      const page = await stage().open("crashed");
      await download(page, "Slow");
      const half = await server.half();
      const session = await sessionOf(page);
      const crash = page.waitForEvent("crash");

      page.goto("chrome://crash").catch(() => undefined);

      await crash;
      await half.brokenOff;
      await demo.awaitLog(new RegExp(`Session ${session} of scope crashed ended \\(disconnected\\)`));
      await demo.hasOnly();
    });
  });

  describe("beside another", () => {
    it("that has the same scope hands over to it, says so, and can take it back", async () => {
      const { demo, server } = stage();
      const first = await stage().open("same");
      await download(first, "Slow");
      const half = await server.half();
      const was = await sessionOf(first);

      const second = await stage().open("same");

      await half.brokenOff;
      const now = await sessionOf(second);
      await demo.awaitLog(new RegExp(`Session changed during download \\(was: ${was}, now: ${now}\\)`));
      await first.getByText("This page was opened again elsewhere.", { exact: true }).waitFor();
      await card(first, "Slow").getByText("opened again elsewhere. Nothing of it is left.").waitFor();
      await second.getByText("1 download of the page before was stopped.").waitFor();
      const button = first.getByRole("button", { name: "Download Quick" });
      assert.equal(await button.getAttribute("aria-disabled"), "true");

      await first.getByRole("button", { name: "Use this page instead" }).click();

      await second.getByText("This page was opened again elsewhere.", { exact: true }).waitFor();
      await download(first, "Quick");
      await card(first, "Quick").getByText("Installed", { exact: true }).waitFor();
      await demo.hasOnly("quick");
    });

    it("that has a scope of its own does not disturb it", async () => {
      const { demo, server } = stage();
      const first = await stage().open("one");
      await download(first, "Slow");
      const going = await server.half();
      const opened = first.context().waitForEvent("page");
      await first.evaluate(() => {
        const open = window.open.bind(window);
        window.open = (url, ...more) => {
          document.title = String(url);
          return open(url, ...more);
        };
      });
      await first.getByRole("button", { name: "Open another window" }).click();
      const second = await opened;
      await connected(second);
      assert.match(await first.title(), /^\/\?scope=window-/);
      assert.ok(!(await first.title()).includes(demo.token));
      assert.equal(await second.evaluate(() => window.opener as unknown), null);
      await download(second, "Other");
      const stopped = await server.half();

      await second.reload();

      await stopped.brokenOff;
      going.release();
      await card(first, "Slow").getByText("Installed", { exact: true }).waitFor();
      await demo.hasOnly("slow");
    });
  });
}
