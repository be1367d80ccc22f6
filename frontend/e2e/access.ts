import assert from "node:assert/strict";
import { describe, it } from "node:test";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { card, connected, download, type Stage } from "./support/stage.js";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export function access(stage: () => Stage): void {
  describe("for everyone", () => {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`has no fault that axe finds, in the ${colorScheme} theme`, async () => {
        const page = await manyStates(`axe-${colorScheme}`, { colorScheme, reducedMotion: "reduce" });
        await check(page);

        await stage().open(`axe-${colorScheme}`);
        await page.getByText("This page was opened again elsewhere.", { exact: true }).waitFor();
        await check(page);
      });
    }

    it("fits a phone's width", async () => {
      const page = await manyStates("phone", { viewport: { width: 360, height: 740 } });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    });

    it("starts, pauses, resumes, cancels and dismisses by keyboard alone", async () => {
      const page = await stage().open("keyboard");
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "Skip to the mods");
      await page.keyboard.press("Enter");
      await tabTo(page, "Download Slow");
      await page.keyboard.press("Enter");
      await stage().server.half();
      await tabTo(page, "Pause Slow");
      await page.keyboard.press("Space");
      await card(page, "Slow").getByText("Paused", { exact: true }).waitFor();
      assert.equal(await focused(page), "Resume Slow");
      await page.keyboard.press("Space");
      await card(page, "Slow").getByText("Downloading").waitFor();
      await tabTo(page, "Cancel Slow");
      await page.keyboard.press("Enter");
      await card(page, "Slow").getByText("The download was cancelled.").waitFor();
      assert.equal(await focused(page), "Dismiss Slow");
      await page.keyboard.press("Enter");

      assert.equal(await page.locator(".card").count(), 0);
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "Download Quick");
      await stage().demo.hasOnly();
    });

    it("tells how far a download is to who cannot see the bar", async () => {
      const page = await stage().open("bar");
      await download(page, "Slow");
      await card(page, "Slow").getByText("100 kB of 200 kB").waitFor();
      const bar = page.getByRole("progressbar", { name: "Slow" });
      assert.equal(await bar.getAttribute("value"), "50");
      assert.match((await bar.getAttribute("aria-valuetext")) ?? "", /^Downloading, 100\skB\sof\s200\skB/);
    });
  });

  /** A page with downloads that run, are paused, have failed and are complete, and a notice. */
  async function manyStates(scope: string, options: Parameters<Stage["open"]>[1]): Promise<Page> {
    const page = await stage().open(scope, options);
    await page.reload();
    await connected(page);
    await page.getByText("was refreshed").waitFor();
    await download(page, "Quick");
    await card(page, "Quick").getByText("Installed", { exact: true }).waitFor();
    await download(page, "Slow");
    await stage().server.half();
    await page.getByRole("button", { name: "Pause Slow" }).click();
    await card(page, "Slow").getByText("Paused", { exact: true }).waitFor();
    await download(page, "Other");
    await stage().server.half();
    await card(page, "Other").getByText("100 kB of 200 kB").waitFor();
    return page;
  }
}

async function check(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(
    (values) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: { type: "tag", values } }),
    RULES,
  );
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]),
    [],
  );
  assert.ok(passes.some(({ id }) => id === "color-contrast"));
}

async function tabTo(page: Page, label: string): Promise<void> {
  const seen: string[] = [];
  while (seen.at(-1) !== label) {
    if (seen.length > 40) throw new Error(`'${label}' is not reached: ${seen.join(", ")}`);
    await page.keyboard.press("Tab");
    seen.push(await focused(page));
  }
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
  });
}
