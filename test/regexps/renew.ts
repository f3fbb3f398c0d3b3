/** `npm run regexps` keeps the verdicts on regular expressions that take long; `--all` reaches each anew. */
import { writeFileSync } from "node:fs";
import { inSources, made } from "./found.ts";
import { keptFile, keptVerdicts, type Verdict, verdictOn } from "./verdict.ts";

const long = 250;
const { recheck, verdicts: earlier } = keptVerdicts();
const verdicts: Record<string, Verdict> = {};
for (const { source, flags, where } of [...inSources(), ...(await made())]) {
  const key = `/${source}/${flags}`;
  if (key in verdicts) continue;
  const known = process.argv.includes("--all") ? undefined : earlier[key];
  if (known) {
    verdicts[key] = known;
    continue;
  }
  const began = performance.now();
  const verdict = verdictOn(source, flags);
  const took = performance.now() - began;
  if (verdict.growth !== "linear") console.log(`${where}: ${verdict.growth} ${verdict.degree ?? ""} ${key}`);
  if (took > long) verdicts[key] = verdict;
}
writeFileSync(keptFile, `${JSON.stringify({ recheck, verdicts }, null, 2)}\n`);
