/** `npm run fuzz -- --seed 1 --inputs 1000000 --bodies 100000`: the same seed tries the same, each case by its number. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { type BotFuzz, conversation, type Parts } from "./bot.ts";
import { type Finding, mostFindings, type Range } from "./finding.ts";
import { fuzzServer } from "./server.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    inputs: { type: "string", default: "1000000" },
    bodies: { type: "string", default: "100000" },
    /** The first of each, to go on where a run was cut short, or to repeat one case. */
    "first-input": { type: "string", default: "0" },
    "first-body": { type: "string", default: "0" },
    threads: { type: "string", default: String(availableParallelism()) },
  },
});
const seed = Number(values.seed);
const [inputs, bodies, threads] = [Number(values.inputs), Number(values.bodies), Number(values.threads)];
const began = performance.now();

const number = (it: number) => it.toLocaleString("en");
const say = (line: string) => console.log(`${Math.round((performance.now() - began) / 1_000)} s  ${line}`);
const row = (...cells: readonly (string | number)[]) =>
  console.log(`| ${cells.map((it) => (typeof it === "number" ? number(it) : it)).join(" | ")} |`);

function tell(findings: readonly Finding[], repeat: (at: number) => string): void {
  for (const { at, input, wrong } of findings.slice(0, mostFindings))
    console.log(`case ${at}: ${input}\n  ${wrong.join("\n  ")}\n  repeat: npm run fuzz -- ${repeat(at)}`);
  if (findings.length > 0) process.exitCode = 1;
}

/** Hands ranges out to threads in their order, until all are tried or there is enough wrong. */
async function fuzzInputs(first: number): Promise<BotFuzz> {
  const findings: Finding[] = [];
  const parts: Parts = { parser: 0, router: 0, advisor: 0, renderers: 0 };
  const size = 50 * conversation;
  let slowest = { at: first, ms: 0 };
  let next = first;
  let done = 0;
  const range = (): Range | undefined => {
    const count = Math.min(size, first + inputs - next);
    if (count <= 0 || findings.length >= mostFindings) return undefined;
    next += count;
    return { seed, first: next - count, count };
  };
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const thread = new Worker(new URL("thread.ts", import.meta.url));
      const go = () => {
        const it = range();
        if (it) thread.postMessage(it);
        else void thread.terminate().then(() => resolve());
      };
      thread.on("error", reject);
      thread.on("message", (it: BotFuzz & { readonly range: Range }) => {
        findings.push(...it.findings);
        for (const part of Object.keys(parts) as (keyof Parts)[]) parts[part] += it.parts[part];
        if (it.slowest.ms > slowest.ms) slowest = it.slowest;
        done += it.range.count;
        if (done % (50 * size) === 0)
          say(`${number(done)} inputs; to go on from here: --first-input ${it.range.first - threads * size}`);
        go();
      });
      go();
    });
  await Promise.all(Array.from({ length: threads }, one));
  return { findings, parts, slowest };
}

if (bodies > 0) {
  const first = Number(values["first-body"]);
  const { findings, statuses, messages } = await fuzzServer({ seed, first, count: bodies }, (next) =>
    say(`bodies up to ${number(next)}; to go on from here: --first-body ${next}`),
  );
  tell(findings, (at) => `--seed ${seed} --inputs 0 --first-body ${at} --bodies 1`);
  row("status", "Slack", "Teams");
  row("---", "---", "---");
  const [slack, teams] = [statuses["/slack/events"], statuses["/api/messages"]];
  for (const status of [...new Set([...slack.keys(), ...teams.keys()])].sort())
    row(String(status), slack.get(status) ?? 0, teams.get(status) ?? 0);
  say(`bodies: ${findings.length} found, ${number(messages)} messages sent besides the answers`);
}

if (inputs > 0) {
  // A conversation is begun at its beginning.
  const first = Math.floor(Number(values["first-input"]) / conversation) * conversation;
  const { findings, parts, slowest } = await fuzzInputs(first);
  tell(findings, (at) => `--seed ${seed} --bodies 0 --first-input ${at} --inputs ${(at % conversation) + 1}`);
  row("part", "inputs");
  row("---", "---");
  for (const [part, count] of Object.entries(parts)) row(part, count);
  say(
    `inputs: ${findings.length} found; the slowest was ${slowest.at}, with ${Math.round(slowest.ms)} ms in all four`,
  );
}
