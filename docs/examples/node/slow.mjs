// node slow.mjs: serves the mod.zip of this folder, and takes ten seconds for it.
import { readFileSync } from "node:fs";
import http from "node:http";
import { setTimeout as wait } from "node:timers/promises";

const zip = readFileSync("mod.zip");
http.createServer(async (_, response) => {
  response.writeHead(200, { "Content-Length": zip.length });
  for (let i = 0; i < 50; i++) {
    response.write(zip.subarray((zip.length * i) / 50, (zip.length * (i + 1)) / 50));
    await wait(200);
  }
  response.end();
}).listen(8070, "127.0.0.1");
