// Puts what of the page is no TypeScript beside its compiled modules.
import { copyFileSync, readdirSync, writeFileSync } from "node:fs";

const from = new URL("../demo/", import.meta.url);
const to = new URL("../dist/demo/", import.meta.url);
for (const name of readdirSync(from).filter((file) => !file.endsWith(".ts"))) {
  copyFileSync(new URL(name, from), new URL(name, to));
}
// The launcher builds anew what is newer than this.
writeFileSync(new URL("built", to), "");
