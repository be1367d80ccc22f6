// TypeScript of the JSON Schema that docs/openrpc.json is written in. That is a small part of JSON Schema; what is
// not of it throws, so that nothing is left out unseen.

/** The type of a schema, as it stands behind a colon. */
export function type(schema) {
  if (schema.$ref) return nameOf(schema.$ref.split("/").at(-1));
  if (schema.allOf) return schema.allOf.map(type).join(" & ");
  if (schema.anyOf) return schema.anyOf.map(type).join(" | ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (Array.isArray(schema.type)) return schema.type.join(" | ");
  switch (schema.type) {
    case "integer":
      return "number";
    case "array":
      return `${type(schema.items)}[]`;
    case "object":
      return schema.properties ? fields(schema) : recordOf(schema.additionalProperties);
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    default:
      throw new Error(`No type is known for ${JSON.stringify(schema)}`);
  }
}

/** @param isGiven whether callers make it: to them what is undefined is as good as left out, as it is in JSON */
export function declaration(name, schema, isGiven = false) {
  return `${comment(schema.description)}export interface ${nameOf(name)} ${fields(schema, isGiven)}`;
}

export function comment(text) {
  return text ? `/** ${text[0].toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."} */\n` : "";
}

export function pascal(name) {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return words.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
}

/** Error is a class of the language. */
function nameOf(name) {
  return name === "Error" ? "ErrorObject" : name;
}

function fields({ properties, required = [] }, isGiven = false) {
  const lines = Object.entries(properties).map(([name, schema]) => {
    const isRequired = required.includes(name);
    const of = type(schema) + (isGiven && !isRequired ? " | undefined" : "");
    return `${comment(schema.description)}${name}${isRequired ? "" : "?"}: ${of};`;
  });
  return `{\n${lines.join("\n")}\n}`;
}

function recordOf(values) {
  return `Record<string, ${values ? type(values) : "unknown"}>`;
}
