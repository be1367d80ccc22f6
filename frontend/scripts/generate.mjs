// npm run generate: writes src/protocol.ts. With --check it writes nothing, and fails when that is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { protocol, TARGET } from "./protocol.mjs";

const text = await protocol();
if (!process.argv.includes("--check")) {
  writeFileSync(TARGET, text);
} else if (readFileSync(TARGET, "utf8") !== text) {
  console.error("src/protocol.ts is not what docs/openrpc.json says: npm run generate");
  process.exitCode = 1;
}
