// Makes the text of src/protocol.ts of the OpenRPC document.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { comment, declaration, pascal, type } from "./types.mjs";

export const TARGET = fileURLToPath(new URL("../src/protocol.ts", import.meta.url));
const SOURCE = new URL("../../docs/openrpc.json", import.meta.url);

export async function protocol(openrpc = JSON.parse(readFileSync(SOURCE, "utf8"))) {
  const { schemas, errors } = openrpc.components;
  const parts = [
    "// Made of docs/openrpc.json by `npm run generate`: change that document, not this file.",
    ...Object.entries(schemas).map(([name, schema]) => declaration(name, schema)),
    ...params(openrpc.methods),
    methods(openrpc.methods),
    notifications(openrpc["x-notifications"]),
    codes(errors),
  ];
  return format(parts.join("\n\n"), { ...(await resolveConfig(TARGET)), parser: "typescript" });
}

/** A type for the params of each method; an alias where another method has the same. */
function params(all) {
  const known = new Map();
  return all.map((method) => {
    const schema = paramsSchema(method);
    const key = JSON.stringify(schema);
    const name = paramsName(method);
    if (method.params.length === 0) return `export type ${name} = Record<string, never>;`;
    if (known.has(key)) return `export type ${name} = ${known.get(key)};`;
    known.set(key, name);
    return declaration(name, schema, true);
  });
}

function paramsName({ name }) {
  return `${pascal(name)}Params`;
}

function paramsSchema(method) {
  const named = method.params.map(({ name, description, schema }) => [name, { ...schema, description }]);
  const required = method.params.filter((param) => param.required).map(({ name }) => name);
  return { type: "object", properties: Object.fromEntries(named), required };
}

function methods(all) {
  const lines = all.map(
    (method) =>
      `${comment(method.summary)}${JSON.stringify(method.name)}: ` +
      `{ params: ${paramsName(method)}; result: ${type(method.result.schema)} };`,
  );
  return `/** What can be called, by its name. */\nexport interface Methods {\n${lines.join("\n")}\n}`;
}

function notifications(all) {
  const lines = all.map(({ name, summary, schema }) => `${comment(summary)}${name}: ${type(schema)};`);
  return `/** What the daemon tells unasked, by its name. */\nexport interface Notifications {\n${lines.join("\n")}\n}`;
}

function codes(errors) {
  const lines = Object.entries(errors).map(([reason, { code }]) => `${reason}: ${code},`);
  return `/** The code of each reason for which a call can fail. */
export const ERROR_CODES = {\n${lines.join("\n")}\n} as const;

/** Why a call failed, as the daemon tells it. */
export type DaemonReason = keyof typeof ERROR_CODES;`;
}
