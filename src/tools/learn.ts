/** `npm run learn`: learns from data/wordings.jsonl which words go with which needs; `--check` only compares. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Associations } from "../advisor/hunches.ts";
import { createLexicon } from "../advisor/lexicon.ts";
import { loadRequirements } from "../advisor/load.ts";
import { tokenise } from "../advisor/tokens.ts";
import { traitsOf } from "../advisor/traits.ts";
import { loadCatalog } from "../catalog/load.ts";
import { regress } from "./regression.ts";

/** What somebody wrote, and the needs that a reader who knows meshes finds in it, `!` before one to avoid. */
const wordingSchema = z.strictObject({ text: z.string(), needs: z.array(z.string()) });

/** In how many wordings a word has to be, and a need, before anything is learnt of it. */
const seldom = { word: 2, need: 4 };
/** Weights below this change nothing. */
const least = 0.05;

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const folder = fileURLToPath(new URL("../../data/", import.meta.url));
const target = `${folder}associations.json`;

const wordings = (await readFile(`${folder}wordings.jsonl`, "utf8"))
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => wordingSchema.parse(JSON.parse(line)));
const learnt = await learn(wordings);
const text = `{\n"before": ${linesOf(learnt.before)},\n"words": ${linesOf(learnt.words)}\n}\n`;

if (!values.check) await writeFile(target, text);
else if ((await readFile(target, "utf8")) !== text) {
  console.error("data/associations.json is not what data/wordings.jsonl teaches; run npm run learn");
  process.exitCode = 1;
}
console.log(
  `${wordings.length} wordings, ${Object.keys(learnt.before).length} needs, ${Object.keys(learnt.words).length} words and pairs`,
);

async function learn(said: readonly z.infer<typeof wordingSchema>[]): Promise<Associations> {
  const catalog = loadCatalog(folder);
  const requirements = loadRequirements(folder, catalog);
  const { spelling } = createLexicon(requirements, catalog);
  const rows = said.map((it) => ({
    words: traitsOf(spelling(tokenise(it.text).list)).map((trait) => trait.text),
    needs: it.needs,
  }));
  const words = numbered(
    rows.flatMap((row) => row.words),
    seldom.word,
  );
  const needs = numbered(
    rows.flatMap((row) => row.needs),
    seldom.need,
  );
  const { before, weights } = regress(
    rows.map((row) => ({ traits: words.of(row.words), needs: new Set(needs.of(row.needs)) })),
    { traits: words.names.length, needs: needs.names.length },
  );
  const written = (own: Iterable<number>): string =>
    [...own]
      .flatMap((weight, at) => (Math.abs(weight) < least ? [] : [`${needs.names[at]} ${tenths(weight)}`]))
      .join(", ");
  return {
    before: Object.fromEntries(needs.names.map((need, at) => [need, tenths(before[at] ?? 0)])),
    words: Object.fromEntries(words.names.map((word, at) => [word, written(weights[at] ?? [])])),
  };
}

/** What occurs at least so often, in the order of the alphabet, each with its number. */
function numbered(names: readonly string[], atLeast: number) {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const kept = [...counts].flatMap(([name, count]) => (count < atLeast ? [] : [name])).sort();
  const numberOf = new Map(kept.map((name, at) => [name, at]));
  return { names: kept, of: (some: readonly string[]) => some.flatMap((it) => numberOf.get(it) ?? []) };
}

/** Enough to tell, and the same on every machine. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** An object with a line for each entry, so that changes can be read. */
function linesOf(entries: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(entries).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(",\n")}\n}`;
}
