/** Microseconds a question, by the size of the catalog; nothing is answered from what was kept. */
import { botOf } from "../src/app.ts";
import { fromTerminal } from "../src/platforms/console/from.ts";
import { createRandom } from "../test/fuzz/random.ts";
import { knowledgeOf } from "./catalogs.ts";
import { type Aim, aimsOf, median, rounded, tableOf } from "./table.ts";

const sizes = [15, 1_000, 10_000];

const advice = [
  "which mesh fits a small team on kubernetes with mTLS?",
  "we have nomad, no kubernetes, and need mTLS",
  "recommend a mesh for 200 services on vms with low memory",
];

export async function lookup(quick = false): Promise<string> {
  const measured: (readonly number[])[] = [];
  for (const size of sizes) measured.push(await figuresFor(size, quick));
  const rows = ["exact name", "misspelt name", "unknown name", "advice"].map((what, at) => [
    what,
    ...measured.map((figures) => rounded(figures[at] ?? 0)),
  ]);
  const [few = [], , many = []] = measured;
  const at = (figures: readonly number[], row: number) => figures[row] ?? Number.NaN;
  const more = (sizes.at(-1) ?? 0) - (sizes[0] ?? 0);
  const aims: readonly Aim[] = [
    { what: "exact name, 10,000 meshes ÷ 15", at: "most", aim: 1.5, is: at(many, 0) / at(few, 0) },
    { what: "misspelt name among 10,000, µs", at: "most", aim: 5_000, is: at(many, 1) },
    {
      what: "advice, µs more for each mesh more",
      at: "most",
      aim: 15,
      is: (at(many, 3) - at(few, 3)) / more,
    },
  ];
  const header = ["µs a question", ...sizes.map((size) => `${size.toLocaleString("en")} meshes`)];
  return `${tableOf(header, rows)}\n\n${aimsOf(aims)}`;
}

async function figuresFor(size: number, quick: boolean): Promise<readonly number[]> {
  const knowledge = knowledgeOf(size);
  const bot = botOf({
    // Other knowledge for every question: nothing that was kept may help.
    knowledge: () => ({ ...knowledge }),
    log: { info: () => {}, error: ({ err }) => console.error(err) },
  });
  const random = createRandom(2);
  const names = knowledge.catalog.meshes.map(({ id }) => id).filter((id) => id.length >= 6);
  const slipped = (name: string) => {
    const at = 1 + random.below(name.length - 2);
    return name.slice(0, at) + name.slice(at + 1);
  };
  const nonsense = () => Array.from({ length: 9 }, () => random.pick([..."bcdfghjklmnpqrstvwxz"])).join("");
  const ways = [
    () => `show ${random.pick(names)}`,
    () => `show ${slipped(random.pick(names))}`,
    () => `show ${nonsense()}`,
    () => random.pick(advice),
  ];
  const figures = [];
  for (const say of ways) {
    const took = [];
    const questions = Math.max(10, quick ? 20 : say === ways[3] && size > 1_000 ? 20 : 200);
    for (let at = 0; at < questions; at++) {
      const text = say();
      const before = performance.now();
      await bot.reply({
        platform: "terminal",
        via: "line",
        text,
        conversation: `bench:${at}`,
        from: fromTerminal,
      });
      took.push((performance.now() - before) * 1000);
    }
    figures.push(median(took));
  }
  return figures;
}
