/** `npm run load -- --minutes 30 --seed 1`: half of all the product can take, for as long as told, then far too much. */
import { parseArgs } from "node:util";
import { createRandom } from "../test/fuzz/random.ts";
import { start } from "./child.ts";
import type { Outcome, Task } from "./generator.ts";
import { openStage, type Stage } from "./load-stage.ts";
import { adviceFrom } from "./mix.ts";
import { slackRequest } from "./requests.ts";
import { megabytes, rounded, tableOf } from "./table.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
    /** Requests a second; without it half of what was measured to be the most. */
    rate: { type: "string" },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];

/** So many that the busiest rate leaves each far below their limit. */
const people = 20_000;
const header = [
  ...["minute", "requests", "errors", "put off", "p50 ms", "p99 ms", "longest ms"],
  ...["loop held at most ms", "CPU %", "collections", "RSS MB", "heap MB"],
];

const stage = await openStage(seed, people);
try {
  const most = await highest(stage);
  const rate = values.rate === undefined ? Math.round(most / 2) : Number(values.rate);
  console.log(`At most ${Math.round(most)} requests a second; ${rate} are sent.\n`);
  await steady(stage, rate);
  const missing = await stage.missing();
  const overload = await rush(stage);
  console.log(`\nOverload: ${overload.says}`);
  const { faults = 0 } = (await stage.server.usage()).counts;
  const { errors } = stage.run;
  const problems = [...errors.first, ...missing, ...overload.problems];
  if (faults > 0) problems.push(`the server’s log has ${faults} errors`);
  console.log(problems.length === 0 ? "\nNo error." : `\n${errors.count} errors:\n${problems.join("\n")}`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await stage.stop();
}

/** After a warm-up, as everything is slow at first. */
async function highest({ run }: Stage): Promise<number> {
  await run.flatOut(5_000);
  return run.flatOut(10_000);
}

async function steady({ run, server }: Stage, rate: number): Promise<void> {
  const [names, rule] = tableOf(header, []).split("\n");
  console.log(`${names}\n${rule}`);
  let before = await server.usage();
  for (let minute = 1; minute <= minutes; minute++) {
    const errors = run.errors.count;
    const started = performance.now();
    const { requests, putOff, p50, p99, longest } = await run.offer(rate, 60_000);
    const after = await server.usage();
    const share = (after.cpu - before.cpu) / (performance.now() - started) / 10;
    const row = [
      ...[minute, requests, run.errors.count - errors, putOff, rounded(p50), rounded(p99), rounded(longest)],
      ...[rounded(after.held), Math.round(share), after.collections],
      ...[megabytes(after.rss), megabytes(after.heap)],
    ];
    console.log(tableOf([], [row]).split("\n").at(-1));
    before = after;
  }
}

/** Everybody at once asks for advice nobody has asked for before, and again as soon as they are answered. */
async function rush({ server }: Stage): Promise<{ says: string; problems: readonly string[] }> {
  const generator = await start("./generator.ts");
  const random = createRandom(seed);
  const requests = Array.from({ length: 10_000 }, (_, at) => slackRequest(adviceFrom(random), `R${at}`));
  const task: Task = { port: server.port, connections: 600, requests, milliseconds: 10_000 };
  const { requests: asked, refused, putOff, p50, p99, longest } = (await generator.ask(task)) as Outcome;
  await generator.stop();
  const says = [
    `600 connections asked ${asked.toLocaleString("en")} times for new advice in ten seconds;`,
    `${putOff.toLocaleString("en")} were told to try again;`,
    `half were answered within ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms, the last after ${Math.round(longest)} ms.`,
  ].join(" ");
  const problems = [
    ...(refused > 0 ? [`${refused} were not answered with 200`] : []),
    ...(longest >= 3_000 ? ["Slack’s three seconds were lost"] : []),
  ];
  return { says, problems };
}
