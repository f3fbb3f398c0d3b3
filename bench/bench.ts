/** `npm run bench [-- slack teams lookup memory start fan-out] [-- --quick]`: measures, and prints tables for README.md. */
import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { parseArgs } from "node:util";
import { fanOut } from "./fan-out.ts";
import { lookup } from "./lookup.ts";
import { memory } from "./memory.ts";
import { slack } from "./slack.ts";
import { coldStart } from "./start.ts";
import { teams } from "./teams.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false } },
});
const { quick } = values;
const length = quick ? { rounds: 2, milliseconds: 1_000 } : { rounds: 9, milliseconds: 3_000 };

const parts: Readonly<Record<string, readonly [title: string, measure: () => Promise<string>]>> = {
  slack: ["Slack: signed `/mesh compare istio linkerd` over HTTP", () => slack(length)],
  teams: ["Teams: a message with a checked token", () => teams(length)],
  lookup: ["Lookup and advice", () => lookup(quick)],
  memory: ["Memory", () => memory(quick ? 50_000 : 1_000_000)],
  start: ["Cold start", () => coldStart(quick ? 3 : 11)],
  "fan-out": ["Digests to many follows, in simulated time", () => fanOut(quick ? 1_000 : 100_000)],
};

const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark “${unknown.join(", ")}”: name some of ${Object.keys(parts).join(", ")}.`,
  );
  process.exit(1);
}

console.log(machine());
for (const [name, [title, measure]] of Object.entries(parts))
  if (positionals.length === 0 || positionals.includes(name))
    console.log(`\n## ${title}\n\n${await measure()}`);

function machine(): string {
  const { dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const libraries = ["@slack/bolt", "botbuilder", "fastify", "fuse.js", "pino"].map(
    (name) => `${name} ${dependencies[name]}`,
  );
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return [
    `${cpus().length} × ${cpu?.model.trim()}, ${gigabytes} GB, ${type()} ${release().split(".", 2).join(".")}, Node ${process.versions.node};`,
    `${libraries.join(", ")}; ${new Date().toISOString().slice(0, 10)}.`,
  ].join(" ");
}
