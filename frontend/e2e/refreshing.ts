import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { card, connected, download, sessionOf, type Stage } from "./support/stage.js";
import { until } from "./support/until.js";

export function refreshing(stage: () => Stage): void {
  describe("refreshed in mid-download", () => {
    it("stops it, leaves nothing of it, says so gently, and downloads again", async () => {
      const { demo, server } = stage();
      const page = await stage().open("refresh");
      await download(page, "Quick");
      await card(page, "Quick").getByText("Installed", { exact: true }).waitFor();
      await download(page, "Slow");
      const half = await server.half();
      await card(page, "Slow").getByText("100 kB of 200 kB").waitFor();
      const before = await sessionOf(page);

      await page.reload();

      await half.brokenOff;
      await connected(page);
      const after = await sessionOf(page);
      assert.ok(after > before);
      const notice = page.getByRole("status");
      await notice.getByText(`The page was refreshed, and session ${after} began.`).waitFor();
      await notice.getByText("1 download of the page before was stopped. Nothing of it is left.").waitFor();
      await demo.awaitLog(
        new RegExp(
          `^\\[INFO\\] Session changed during download \\(was: ${before}, now: (0|${after})\\), aborting download$`,
        ),
      );
      await demo.awaitLog(/^\[INFO\] Download cancelled due to session change$/);
      await demo.awaitLog(new RegExp(`^\\[INFO\\] Session changed, new session ID: ${after}$`));
      await demo.hasOnly("quick");
      await mark(page, "Quick").waitFor();
      await page.getByRole("button", { name: "Dismiss" }).click();
      await notice.getByText("refreshed").waitFor({ state: "detached" });

      await download(page, "Slow");
      (await server.half()).release();
      await card(page, "Slow").getByText("Installed", { exact: true }).waitFor();
      assert.match(readFileSync(demo.file("slow", "mod.txt"), "utf8"), /^A mod\./);
      await demo.hasOnly("quick", "slow");
      await demo.awaitLog(
        new RegExp(`^\\[INFO\\] Starting download for session ID: ${after}, file: slow.zip$`),
      );
    });

    it("says so, too, when there was nothing to stop", async () => {
      const page = await stage().open("idle");
      await page.reload();
      await page.getByText("Nothing was being downloaded, so nothing had to be stopped.").waitFor();
    });

    it("says so, too, when the page between had no time to say it", async () => {
      const { server } = stage();
      const page = await stage().open("twice");
      await download(page, "Slow");
      await server.half();
      const before = await sessionOf(page);
      // The page between begins its session, and is gone before it has asked what was stopped.
      await page.addInitScript(() => {
        if (sessionStorage.getItem("between")) return;
        sessionStorage.setItem("between", "1");
        window.WebSocket = class extends WebSocket {
          override send(data: string): void {
            if (data.includes("list_downloads")) location.reload();
            else super.send(data);
          }
        };
      });
      await page.reload();

      await page.getByText("1 download of the page before was stopped. Nothing of it is left.").waitFor();
      assert.ok((await sessionOf(page)) >= before + 2);
      await page.reload();
      await page.getByText("Nothing was being downloaded, so nothing had to be stopped.").waitFor();
    });

    it("knows what another window has installed", async () => {
      const other = await stage().open("installs");
      await download(other, "Quick");
      await card(other, "Quick").getByText("Installed", { exact: true }).waitFor();

      const page = await stage().open("looks");
      await mark(page, "Quick").waitFor();
    });

    it("leaves nothing over when it is refreshed 50 times on end", async () => {
      const { demo, server } = stage();
      const page = await stage().open("loop");
      for (let i = 0; i < 50; i++) {
        await download(page, "Slow");
        // Each second one is gone before its server has heard of it, or just then.
        if (i % 2 === 0) await server.half();
        await page.reload({ waitUntil: "commit" });
      }
      await download(page, "Slow");
      const session = await sessionOf(page);

      await until("nothing of ended sessions", async () => {
        const { resourcesOfEndedSessions, stagingFolders, downloads } = await stage().stats();
        return resourcesOfEndedSessions === 0 && stagingFolders === 1 && downloads.running === 1;
      });
      const [running, ...more] = await stage().watcher.listDownloads({ scope: "loop", state: "running" });
      assert.deepEqual(more, []);
      assert.equal(running?.sessionId, session);
      const cancelled = await stage().watcher.listDownloads({ scope: "loop", state: "cancelled" });
      assert.equal(cancelled.length, 50);
      assert.ok(!existsSync(demo.file("slow")));
      // Those of pages that are gone are among them: their connections are closed.
      const installed = card(page, "Slow").getByText("Installed", { exact: true }).waitFor();
      const releaseAll = async () => {
        for (;;) (await server.half()).release();
      };
      void releaseAll();
      await installed;
      await demo.hasOnly("slow");
    });
  });
}

/** What a mod that is there is marked with. */
function mark(page: Page, title: string): ReturnType<Page["locator"]> {
  return page
    .locator(".mod")
    .filter({ has: page.getByRole("heading", { name: title, exact: true }) })
    .getByText("Installed", { exact: true });
}
