// Makes the pictures of docs/images, of the demo as it is.
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { Demo } from "./support/demo.js";
import { card, connected, download, launch } from "./support/stage.js";

const IMAGES = new URL("../../docs/images/", import.meta.resolve("leash-session-manager"));
const DESK = { width: 1120, height: 920 };
const PHONE = { width: 360, height: 780 };

const browser = await launch();
try {
  await picture("light", { viewport: DESK, colorScheme: "light" }, busy);
  await picture("dark", { viewport: DESK, colorScheme: "dark" }, busy);
  await picture("refreshed", { viewport: DESK, colorScheme: "light" }, refreshed);
  await picture("phone", { viewport: PHONE, colorScheme: "light", deviceScaleFactor: 2 }, async (page) => {
    await busy(page);
    await page.locator("#leash").evaluate((leash) => {
      scrollTo(0, leash.getBoundingClientRect().top + scrollY - 48);
    });
  });
} finally {
  await browser.close();
}

async function picture(
  name: string,
  options: BrowserContextOptions,
  show: (page: Page) => Promise<void>,
): Promise<void> {
  // Each has a demo of its own, so that no session is before it.
  const demo = await Demo.start();
  const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(demo.at("main"));
  await connected(page);
  await show(page);
  const path = fileURLToPath(new URL(`demo-${name}.png`, IMAGES));
  await page.screenshot({ path });
  await context.close();
  await demo.stop();
}

/** One of each kind. */
async function busy(page: Page): Promise<void> {
  await download(page, "Broken archive");
  await card(page, "Broken archive").getByText("Not installed").waitFor();
  await download(page, "Slow mirror");
  await card(page, "Slow mirror")
    .getByText(/^1\.\d\sMB/)
    .waitFor();
  await page.getByRole("button", { name: "Pause Slow mirror" }).click();
  await card(page, "Slow mirror").getByText("Paused", { exact: true }).waitFor();
  await download(page, "Texture pack");
  await download(page, "Big map");
  await card(page, "Big map")
    .getByText(/^2\d\.\d\sMB/)
    .waitFor();
}

async function refreshed(page: Page): Promise<void> {
  await download(page, "Texture pack");
  await card(page, "Texture pack").getByText("Installed", { exact: true }).waitFor();
  await download(page, "Slow mirror");
  await download(page, "Big map");
  await card(page, "Big map")
    .getByText(/^1\d\.\d\sMB/)
    .waitFor();
  await page.reload();
  await page.getByText("The page was refreshed").waitFor();
  await download(page, "Big map");
  await card(page, "Big map")
    .getByText(/^1\d\.\d\sMB/)
    .waitFor();
}
