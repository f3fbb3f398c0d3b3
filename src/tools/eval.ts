/** `npm run eval`: scores the advisor over its cases and over those held back from it, beside three simpler advisers. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { loadAdvisor } from "../advisor/load.ts";
import { loadCatalog } from "../catalog/load.ts";
import { wordsOf } from "../text/tidy.ts";
import { type Adviser, firstOf, missesOf, parseCases, type Score, scoresOf } from "./scorecard.ts";

const folder = fileURLToPath(new URL("../../data", import.meta.url));
const own = ["cases.jsonl", "held-back.jsonl"].map((name) =>
  fileURLToPath(new URL(`../../test/advisor/${name}`, import.meta.url)),
);
const given = process.argv.slice(2);
const catalog = loadCatalog(folder);
const advisor = loadAdvisor(folder, catalog);

/** Picks the mesh whose name, tagline and use share the most words with the message. */
const keywords: Adviser = (text) => {
  const words = new Set(wordsOf(text).filter((word) => word.length > 2));
  const scored = catalog.meshes.map(({ id, name, aliases, tagline, suits }) => ({
    id,
    hits: new Set(wordsOf([id, name, ...aliases, tagline, suits].join(" ")).filter((word) => words.has(word)))
      .size,
  }));
  const best = scored.reduce((a, b) => (b.hits > a.hits ? b : a));
  return { first: best.hits === 0 ? undefined : best.id };
};

const known = new Map<string, ReturnType<Adviser>>();
const ours: Adviser = (text) => {
  const answer = known.get(text) ?? firstOf(advisor.advise(text, catalog.date));
  known.set(text, answer);
  return answer;
};

const advisers: readonly (readonly [name: string, adviser: Adviser])[] = [
  ["Mesh Advisor", ours],
  ["always Istio", () => ({ first: "istio" })],
  ["always Linkerd", () => ({ first: "linkerd" })],
  ["keyword match", keywords],
];

const share = (part: number, whole: number) =>
  whole === 0 ? "–" : `${part}/${whole} ${((100 * part) / whole).toFixed(1)} %`;

const row = ({ kind, cases: count, accepted, forbidden, needsRead, needsStated }: Score) =>
  [
    `  ${kind}`.padEnd(16),
    share(accepted, count).padEnd(18),
    share(forbidden, count).padEnd(16),
    share(needsRead, needsStated),
  ].join("");

for (const path of given.length > 0 ? given : own) {
  const cases = parseCases(await readFile(path, "utf8"));
  console.log(`== ${basename(path)}\n`);
  for (const [name, adviser] of advisers) {
    console.log(
      `${name}\n${"  kind".padEnd(16)}${"accepted first".padEnd(18)}${"forbidden".padEnd(16)}needs read`,
    );
    for (const score of scoresOf(cases, adviser)) console.log(row(score));
    console.log("");
  }
  for (const { case: it, first, forbidden } of missesOf(cases, ours))
    console.log(`${forbidden ? "forbidden" : "missed"} ${it.id}: ${first ?? "no pick"} for “${it.text}”`);
  console.log("");
}
