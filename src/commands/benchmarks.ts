/** `benchmarks`: what others measured, with author, version, method and unit. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem } from "../bot/problem.ts";
import { type Block, type Card, link, plain, strong } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type Benchmark, type MeshRef, nameOf } from "../catalog/catalog.ts";
import { readMeshes } from "./parse/meshes.ts";
import { drawable } from "./present/benchmark-chart.ts";
import { factButtons, footer, typed } from "./present/footer.ts";

/** `refs` empty: every benchmark. */
type Query = { readonly refs: readonly MeshRef[] };
type Value = { readonly ids: readonly string[]; readonly meshes: readonly MeshRef[] };

export const benchmarks = defineCommand<Query, Value>({
  name: "benchmarks",
  aliases: ["benchmark", "performance"],
  summary: "Show what others measured, and how",
  usage: "[<mesh> …]",
  examples: ["benchmarks linkerd", "benchmarks"],
  parse: (text, context): Parsed<Query> | Problem => {
    const named = readMeshes(
      text.replace(/^(?:of|for)\s+/iu, ""),
      context,
      (better) => `benchmarks ${better}`,
    );
    return isProblem(named) ? named : parsed({ refs: named.refs }, named.assumed);
  },
  answer: ({ refs }, { catalog }) => {
    const found = catalog.benchmarks.filter(
      ({ results }) => refs.length === 0 || results.some(({ mesh }) => refs.some((ref) => ref.mesh === mesh)),
    );
    return { ids: found.map(({ id }) => id), meshes: refs };
  },
  present: ({ ids, meshes }, context) =>
    card(
      context.catalog.benchmarks.filter(({ id }) => ids.includes(id)),
      meshes,
      context,
    ),
  again: ({ refs }) => `benchmarks ${refs.map(typed).join(" ")}`.trim(),
  topic: ({ refs }) => ({ meshes: refs, needs: "" }),
});

function card(found: readonly Benchmark[], asked: readonly MeshRef[], { catalog, today }: Context): Card {
  const chart = drawable(catalog, []).find(({ id }) => found.some((it) => it.id === id));
  const refs = [...asked, ...found.flatMap(({ results }) => results.map(({ mesh }) => ({ mesh })))];
  const names = asked.map((ref) => nameOf(catalog, ref)).join(", ");
  return {
    title: names === "" ? "Benchmarks" : `Benchmarks: ${names}`,
    banners: bannersFor(catalog, refs, today),
    blocks: [
      {
        type: "paragraph",
        text:
          found.length === 0
            ? `None${names === "" ? "" : ` of ${names}`} was found that names its author and method.`
            : "Each was measured in its own way; figures of one must not be held against those of another.",
      },
      ...found.flatMap(({ title, author, vendor, version, method, date, url, note, results }): Block[] => [
        { type: "heading", text: title },
        {
          type: "list",
          items: results.map(({ measure, value, unit, ...ref }) => [
            strong(nameOf(catalog, refOf(ref))),
            plain(`: ${measure} ${value} ${unit}`),
          ]),
        },
        {
          type: "note",
          text: [
            link(author, url),
            plain(
              `, ${date}${vendor ? " (a vendor's or project's own number)" : ""} · ${version} · ${method}${note === undefined ? "" : ` · ${note}`}`,
            ),
          ],
        },
      ]),
      footer(
        catalog,
        found.map(({ date }) => ({ asOf: date })),
      ),
      {
        type: "buttons",
        buttons: [
          ...(chart === undefined ? [] : [{ label: "As a chart", command: `chart benchmark ${chart.id}` }]),
          ...(asked.length > 0 ? factButtons(asked) : [{ label: "Wrong fact?", command: "report" }]),
        ],
      },
    ],
  };
}

const refOf = ({ mesh, mode }: { readonly mesh: string; readonly mode?: string | undefined }): MeshRef =>
  mode === undefined ? { mesh } : { mesh, mode };
