import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page, WebSocketRoute } from "playwright-core";
import { Demo } from "./support/demo.js";
import { card, connected, download, sessionOf, type Stage } from "./support/stage.js";

export function losing(stage: () => Stage): void {
  describe("that meets with a failure", () => {
    it("says so when the daemon is killed in mid-download, and goes on with one that is started after it", async () => {
      const demo = await Demo.start();
      const page = await stage().stranger();
      const faults = faultsOf(page);
      try {
        await page.goto(demo.at("killed"));
        await connected(page);
        await download(page, "Slow mirror");
        await card(page, "Slow mirror").getByText("Downloading").waitFor();
      } finally {
        await demo.kill();
      }

      await page.getByText("The connection to the download service was lost.").first().waitFor();
      await card(page, "Slow mirror").getByText("Stopped", { exact: true }).waitFor();
      // It would lead to the browser's own page of an error.
      const refresh = page.getByRole("button", { name: "Refresh this page" });
      assert.equal(await refresh.getAttribute("aria-disabled"), "true");
      await refresh.click({ force: true });
      await page.getByRole("button", { name: "Reconnect" }).click();
      await page.getByText("The download service could not be reached.").waitFor();

      const next = await Demo.start(Number(new URL(demo.origin).port));
      try {
        // Its token is another one, which the old page does not have.
        await page.getByRole("button", { name: "Reconnect" }).click();
        await page.getByText("open the address that it printed then").waitFor();
        await page.goto(next.at("killed"));
        await connected(page);
        await download(page, "Slow mirror");
        await card(page, "Slow mirror").getByText("Downloading").waitFor();
      } finally {
        assert.equal(await next.stop(), 0);
      }
      assert.deepEqual(faults, []);
    });

    it("reconnects at a click when the connection alone was lost, as a new session", async () => {
      const page = await stage().stranger();
      const sockets: WebSocketRoute[] = [];
      await page.routeWebSocket(/\/rpc$/, (socket) => {
        sockets.push(socket);
        socket.connectToServer();
      });
      await page.goto(stage().demo.at("lost"));
      await connected(page);
      const before = await sessionOf(page);
      await download(page, "Slow mirror");
      await card(page, "Slow mirror").getByText("Downloading").waitFor();

      await sockets[0]?.close({ code: 3000 });

      await card(page, "Slow mirror").getByText("Stopped", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Reconnect" }).click();
      await connected(page);
      assert.ok((await sessionOf(page)) > before);
      await stage().demo.hasOnly();
      await download(page, "Slow mirror");
      await card(page, "Slow mirror").getByText("Downloading").waitFor();
    });

    it("says so when its list of mods cannot be read, and reads it when asked to, with what is installed", async () => {
      const page = await stage().stranger();
      const faults = faultsOf(page);
      const { savePath, mods } = stage().demo.offer;
      await answering(page, ({ method, params }) =>
        method === "list_downloads" && params.state === "completed"
          ? { result: [{ savePath: `${savePath}/${mods[0]?.id ?? ""}` }] }
          : undefined,
      );
      await page.route("**/demo.json", (route) => route.abort(), { times: 1 });
      await page.goto(stage().demo.at("listless"));
      await page.getByText("The list of mods could not be read.").waitFor();

      await page.getByRole("button", { name: "Read it again" }).click();

      await page.locator('button[aria-label="Download Big map"][aria-disabled="false"]').waitFor();
      await page.locator(".mod").first().getByText("Installed", { exact: true }).waitFor();
      assert.deepEqual(faults, []);
    });

    it("says so when the daemon does not answer what the page before had going", async () => {
      const page = await stage().stranger();
      const faults = faultsOf(page);
      await answering(page, ({ method }) => (method === "list_downloads" ? REFUSAL : undefined));
      await page.goto(stage().demo.at("unanswered"));

      await page.getByText("The daemon did not do what the page asked.").waitFor();
      await connected(page);
      assert.deepEqual(faults, []);
    });

    it("says what the page before had going also when the daemon does not answer what is installed", async () => {
      const page = await stage().stranger();
      await answering(page, ({ method, params }) =>
        method === "list_downloads" && params.state === "completed" ? REFUSAL : undefined,
      );
      await page.goto(stage().demo.at("unmarked"));
      await connected(page);
      await page.reload();

      await page.getByText("Something is broken").waitFor();
      await page.getByText("Nothing was being downloaded, so nothing had to be stopped.").waitFor();
    });

    it("offers to use this page instead until the daemon grants it", async () => {
      const page = await stage().stranger();
      let begins = 0;
      await answering(page, ({ method }) =>
        method === "begin_session" && ++begins === 2 ? REFUSAL : undefined,
      );
      await page.goto(stage().demo.at("refused"));
      await connected(page);
      const before = await sessionOf(page);
      await stage().watcher.call("begin_session", { scope: "refused" });
      const instead = page.getByRole("button", { name: "Use this page instead" });

      await instead.click();
      await page.getByText("The daemon did not do what the page asked.").waitFor();
      await instead.click();

      await instead.waitFor({ state: "detached" });
      assert.ok((await sessionOf(page)) >= before + 2);
    });
  });
}

interface Asked {
  id: number;
  method: string;
  params: { state?: string };
}

const REFUSAL = {
  error: { code: -32603, message: "Something is broken", data: { reason: "INTERNAL", retryable: false } },
};

/** Has `answer` come in the daemon's place, where there is one. */
async function answering(page: Page, answer: (asked: Asked) => object | undefined): Promise<void> {
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const asked = JSON.parse(String(text)) as Asked;
      const answered = answer(asked);
      if (answered) socket.send(JSON.stringify({ jsonrpc: "2.0", id: asked.id, ...answered }));
      else server.send(text);
    });
  });
}

/** What goes wrong in the page's own code, and nobody catches. */
function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  return faults;
}
