/**
 * Prints the TypeScript types of the wire, made from the OpenRPC document; `cargo xtask types` runs it.
 *
 * Every schema of the document becomes a type of the same name; `Methods` and `Notifications` say which goes where. It
 * never adds a type that the document does not have. It lays the text out itself, so that the result depends on no
 * formatter's version.
 *
 *     JSON_SCHEMA_TO_TYPESCRIPT=<folder of the npm package> node wire-types.mjs openrpc.json
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const library = join(process.env.JSON_SCHEMA_TO_TYPESCRIPT ?? "", "dist/src/index.js");
const { compile } = await import(pathToFileURL(library).href);

const BANNER = `/**
 * The wire, in the wire's own names. Generated from the OpenRPC document: do not edit, run \`cargo xtask types\`.
 *
 * Amounts are integers in minor units of the currency (1299 = 12.99 USD). Quantities, hours, unit prices and rates are
 * decimal texts ("0.5"). Times are RFC 3339 UTC texts.
 */`;

const openrpc = JSON.parse(readFileSync(process.argv[2], "utf8").replaceAll("#/components/schemas/", "#/definitions/"));
const schemas = openrpc.components.schemas;

const record = (description, entries) => {
  const properties = Object.fromEntries(entries);
  return { type: "object", description, properties, required: Object.keys(properties), additionalProperties: false };
};
const methods = openrpc.methods.map((method) => {
  const both = [["params", method["x-params-schema"]], ["result", method.result.schema]];
  return [method.name, record(`${method.summary} ${method.description}`, both)];
});
const notifications = openrpc["x-notifications"].map((notification) => [notification.name, notification.params]);
const root = {
  ...record("Every method: its parameters and its result.", methods),
  definitions: { ...schemas, Notifications: record("Every notification: its parameters.", notifications) },
};
const compiled = await compile(root, "Methods", {
  additionalProperties: false,
  bannerComment: "",
  format: false,
  unknownAny: true,
  unreachableDefinitions: true,
});

const text = `${BANNER}\n\n${laidOut(compiled)}`;
for (const name of [...Object.keys(schemas), "Methods", "Notifications"]) {
  const exported = text.match(new RegExp(`^export (?:type|interface) ${name}\\b`, "gm")) ?? [];
  if (exported.length !== 1) throw new Error(`the type ${name} came out ${exported.length} times`);
}
process.stdout.write(text);

/** Drops the compiler's remarks, puts short comments and records on one line, indents, parts the types by a blank line. */
function laidOut(source) {
  const lines = source
    .replace(/(?: \* ?\n)? \* This interface was referenced by .*\n \* via the `definition` .*\n/g, "")
    .replace(/\/\*\*\n( \*\/\n)/g, "")
    .replace(/\/\*\*\n \* (.*)\n \*\/\n/g, "/** $1 */\n")
    .replace(/^(export type \w+ = )\(([^]*?)\)$/gm, "$1$2")
    .replace(/: \(([^()]*)\)$/gm, ": $1")
    .split("\n")
    .filter((line) => line.trim() !== "");
  let depth = 0;
  let commented = false;
  let out = "";
  for (const line of lines) {
    const inComment = /^ ?\*|^\/\*\*/.test(line);
    const begins = depth === 0 && !commented && (inComment || line.startsWith("export "));
    if (begins && out !== "") out += "\n";
    commented = inComment;
    if (line.startsWith("}")) depth -= 1;
    // An interface's closing brace takes no semicolon; the end of every member and alias does.
    const ends = !inComment && !line.endsWith("{") && (line !== "}" || depth > 0);
    out += `${"  ".repeat(depth)}${line.trimEnd()}${ends ? ";" : ""}\n`;
    if (!inComment && line.endsWith("{")) depth += 1;
  }
  return out.replace(/(?<!interface \w+ )\{\n((?: +[\w"?.]+: [^\n{}]*;\n)+) *\}/g, (_, members) => {
    return `{ ${members.trim().replace(/;\n */g, "; ").replace(/;$/, "")} }`;
  });
}
