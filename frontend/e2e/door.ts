import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";
import type { Stage } from "./support/stage.js";

export function door(stage: () => Stage): void {
  describe("at the gateway's door", () => {
    it("without the token says what to do, and does not knock", async () => {
      const page = await stage().bare();
      const sockets: string[] = [];
      page.on("websocket", (socket) => sockets.push(socket.url()));
      await page.goto(stage().demo.origin);

      await page.getByText("This page needs its key.").waitFor();
      await page.getByRole("button", { name: "Download Texture pack" }).waitFor();
      assert.deepEqual(sockets, []);
    });

    it("takes the token out of the address, and opens when it is put there later", async () => {
      const { demo } = stage();
      const page = await stage().bare();
      await page.goto(`${demo.origin}/?scope=late`);
      await page.getByText("This page needs its key.").waitFor();

      await page.goto(demo.at("late"));

      await page.getByText("Connected", { exact: true }).waitFor();
      assert.equal(page.url(), `${demo.origin}/?scope=late`);
      assert.ok(!(await page.content()).includes(demo.token));
    });

    it("with a wrong token is told that it cannot come in, and can try again", async () => {
      const page = await stage().stranger();
      await page.goto(`${stage().demo.origin}/#token=${"0".repeat(64)}`);
      await page.getByText("The download service could not be reached.").waitFor();
      await page.getByRole("button", { name: "Reconnect" }).click();
      await page.getByText("The download service could not be reached.").waitFor();
    });

    it("of another origin is refused, also with the token, and can read nothing", async () => {
      const { demo } = stage();
      const foreign = createServer((_, response) => response.end("<!doctype html><title>Foreign</title>"));
      foreign.listen(0, "127.0.0.1");
      await once(foreign, "listening");
      const page = await stage().stranger();
      await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);

      const met = await page.evaluate(
        async ({ origin, token }) => {
          const socket = new WebSocket(`${origin.replace("http", "ws")}/rpc`, [
            "leash.v1",
            `leash.token.${token}`,
          ]);
          const door = await new Promise((resolve) => {
            socket.onopen = () => {
              resolve("open");
            };
            socket.onclose = () => {
              resolve("closed");
            };
          });
          const read = await fetch(`${origin}/demo.json`).then(
            () => "read",
            () => "refused",
          );
          return { door, read };
        },
        { origin: demo.origin, token: demo.token },
      );

      assert.deepEqual(met, { door: "closed", read: "refused" });
      foreign.close();
      foreign.closeAllConnections();
    });

    it("under a name that was made to lead here is refused", async () => {
      const page = await stage().stranger();
      const answer = await page.goto(stage().demo.origin.replace("127.0.0.1", "evil.test"));
      assert.equal(answer?.status(), 403);
    });
  });
}
