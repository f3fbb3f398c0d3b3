/** `npm run fuzz -- --seed 1 --inputs 1000000 --bodies 100000`: the same seed tries the same. */
import { parseArgs } from "node:util";
import { type Finding, fuzzBot } from "./bot.ts";
import { createRandom } from "./random.ts";
import { fuzzServer } from "./server.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    inputs: { type: "string", default: "1000000" },
    bodies: { type: "string", default: "100000" },
  },
});
const seed = Number(values.seed);

function tell(what: string, findings: readonly Finding[]): void {
  for (const { input, wrong } of findings) console.log(`${input}\n  ${wrong.join("\n  ")}`);
  console.log(`${what}: ${findings.length === 0 ? "nothing found" : `${findings.length} found`}`);
  if (findings.length > 0) process.exitCode = 1;
}

const progress = (what: string) => (done: number) =>
  console.log(`${what}: ${done.toLocaleString("en")} done`);

tell(
  `bodies (seed ${seed})`,
  await fuzzServer(createRandom(seed), Number(values.bodies), { progress: progress("bodies") }),
);
tell(
  `messages (seed ${seed})`,
  await fuzzBot(createRandom(seed), Number(values.inputs), { progress: progress("messages") }),
);
