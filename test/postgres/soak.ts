/** `npm run soak:crash -- --kills 200 --seed 1`: storms of growing strength, and a table of what was lost or doubled. */
import { parseArgs } from "node:util";
import { type Damage, storm } from "./storm.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    "per-kill": { type: "string", default: "10" },
    only: { type: "string" },
  },
});
const kills = Number(values.kills);
const usual = { kills, seed: Number(values.seed), perKill: Number(values["per-kill"]), restarts: 0 };
const storms = {
  "kill -9": { ...usual, failing: false, lookUp: true },
  "kill -9, Slack fails": { ...usual, failing: true, lookUp: true },
  "kill -9, Slack fails, database restarts": {
    ...usual,
    failing: true,
    lookUp: true,
    restarts: Math.max(1, Math.round(kills / 20)),
  },
  "the same, without channels:history": {
    ...usual,
    failing: true,
    lookUp: false,
    restarts: Math.max(1, Math.round(kills / 20)),
  },
};

// So that nothing it started outlives it.
process.on("SIGINT", () => process.exit(130));

const rows: string[] = [];
let lost = 0;
for (const [name, weather] of Object.entries(storms)) {
  if (values.only !== undefined && name !== values.only) continue;
  console.log(`\n${name}`);
  const damage = await storm({ ...weather, onProgress: (line) => console.log(`  ${line}`) });
  lost += damage.lost.length;
  rows.push(rowOf(name, damage));
  console.log(`  ${JSON.stringify(damage.slack)}`);
}
console.log(
  [
    "",
    "| storm | kills | restarts | digests | lost | doubled | why | found, not sent again | dead letters | seconds |",
    "|---|---|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n"),
);
process.exitCode = lost > 0 ? 1 : 0;

function rowOf(name: string, damage: Damage): string {
  const { digests, doubled, found, dead, seconds } = damage;
  const causes = new Map<string, number>();
  for (const { cause } of doubled) causes.set(cause, (causes.get(cause) ?? 0) + 1);
  const why = [...causes].map(([cause, count]) => `${count} ${cause}`).join("; ");
  return `| ${name} | ${damage.kills} | ${damage.restarts} | ${digests} | ${damage.lost.length} | ${doubled.length} | ${why || "–"} | ${found} | ${dead} | ${seconds} |`;
}
