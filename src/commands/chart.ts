/** `chart`: a comparison or a benchmark as bars, with the same numbers in words. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import { type Block, type Card, link, plain } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type Benchmark, cellOf, isGraded, type MeshRef, nameOf } from "../catalog/catalog.ts";
import { listed } from "../text/listed.ts";
import { comparisonOf, readComparison } from "./parse/comparison.ts";
import { readMeshes } from "./parse/meshes.ts";
import { benchmarkCharts, drawable } from "./present/benchmark-chart.ts";
import { factButtons, footer, typed } from "./present/footer.ts";
import { shareChart } from "./present/share-chart.ts";

type Query =
  | { readonly kind: "groups"; readonly refs: readonly MeshRef[] }
  | { readonly kind: "benchmark"; readonly id: string; readonly refs: readonly MeshRef[] };

type Value =
  | {
      readonly kind: "groups";
      readonly meshes: readonly MeshRef[];
      readonly groups: readonly string[];
      readonly shares: readonly (readonly (number | null)[])[];
    }
  | { readonly kind: "benchmark"; readonly benchmark: string; readonly meshes: readonly MeshRef[] };

export const chart = defineCommand<Query, Value>({
  name: "chart",
  // “charts” and “draw” are overheard: as aliases they would be guessed behind “what’s” and “drop”.
  aliases: ["graph", "plot"],
  summary: "Draw how meshes do per group of features, or what a benchmark measured",
  usage: "<mesh> <mesh> [… up to 5] | benchmarks [<mesh> …]",
  examples: ["chart istio linkerd", "chart benchmarks linkerd", "chart of istio vs linkerd vs kuma"],
  parse: read,
  overhear: (text, context) => {
    // Asked for by name, it is not for those who would overhear “… vs …”.
    const [, named] = /^(?:charts?|graph|plot|draw)\s+(.+)$/iu.exec(text) ?? [];
    const said = drawnIn(text) ?? named;
    if (said === undefined) return undefined;
    const reading = read(said, context);
    return named === undefined && isProblem(reading) && reading.outcome === "unknown" ? undefined : reading;
  },
  answer,
  present,
  again: (query) =>
    query.kind === "groups" ? `chart ${query.refs.map(typed).join(" ")}` : `chart benchmark ${query.id}`,
  topic: ({ refs }) => ({ meshes: refs, needs: "" }),
});

/** What is to be drawn, in a message that asks for a drawing. */
function drawnIn(text: string): string | undefined {
  const [, of, compared] =
    /^(?:show|give|make|draw|plot)(?: me)? (?:a |the )?(?:bar )?(?:chart|graph|plot|diagram)s? (?:of|for|comparing|that compares|with) (.+)$|^(?:compare )?(.+?) (?:as|in) an? (?:bar )?(?:chart|graph|diagram|picture)$/iu.exec(
      text,
    ) ?? [];
  return of ?? compared;
}

function read(text: string, context: Context): Parsed<Query> | Problem {
  const [, ofBenchmark] = /^benchmarks?\b\s*(.*)$/iu.exec(text) ?? /^(.*?)\s+benchmarks?$/iu.exec(text) ?? [];
  if (ofBenchmark !== undefined) return readBenchmark(ofBenchmark, context);
  const names = text.replace(/^(?:of|for|comparing|comparison of)\s+/iu, "");
  const reading = readComparison(names, context, (meshes) => `chart ${meshes}`);
  if (isProblem(reading)) return reading;
  const { refs, on } = reading.query;
  if (on)
    return problem(
      "usage",
      "A chart shows every group",
      "For one group or feature, compare them side by side.",
      [
        { label: "Side by side", command: comparisonOf(refs, on.id) },
        { label: "Chart of every group", command: `chart ${refs.map(typed).join(" ")}` },
      ],
    );
  return parsed({ kind: "groups", refs }, reading.assumed);
}

function readBenchmark(text: string, context: Context): Parsed<Query> | Problem {
  const { catalog } = context;
  const named = drawable(catalog, []).find(({ id }) => id === text.trim().toLowerCase());
  if (named) return parsed({ kind: "benchmark", id: named.id, refs: refsIn(named) });
  const meshes = readMeshes(
    text.replace(/^(?:of|for)\s+/iu, ""),
    context,
    (better) => `chart benchmarks ${better}`,
  );
  if (isProblem(meshes)) return meshes;
  const [best] = drawable(catalog, meshes.refs);
  if (best) return parsed({ kind: "benchmark", id: best.id, refs: refsIn(best) }, meshes.assumed);
  const about = meshes.refs.map((ref) => nameOf(catalog, ref)).join(" or ");
  return problem(
    "unknown",
    `There is nothing to draw for ${about}`,
    "A chart needs two figures of one unit from one benchmark, and I know of none.",
    [
      { label: "What was measured", command: `benchmarks ${meshes.refs.map(typed).join(" ")}` },
      { label: "Any benchmark", command: "chart benchmarks" },
    ],
  );
}

const refsIn = ({ results }: Benchmark): readonly MeshRef[] =>
  [...new Set(results.map(({ mesh }) => mesh))].map((mesh) => ({ mesh }));

function answer(query: Query, { catalog }: Context): Value {
  if (query.kind === "benchmark") return { kind: "benchmark", benchmark: query.id, meshes: query.refs };
  const { categories, series } = shareChart(catalog, query.refs);
  return {
    kind: "groups",
    meshes: query.refs,
    groups: categories,
    shares: series.map(({ values }) => values),
  };
}

function present(value: Value, context: Context): Card {
  if (value.kind === "groups") return groupsCard(value.meshes, context);
  const benchmark = context.catalog.benchmarks.find(({ id }) => id === value.benchmark);
  if (!benchmark) throw new Error(`no benchmark ${value.benchmark} in the catalog`);
  return benchmarkCard(benchmark, context);
}

function groupsCard(refs: readonly MeshRef[], { catalog, today }: Context): Card {
  const cells = catalog.features
    .filter(({ kind }) => kind === "graded")
    .flatMap(({ id }) => refs.map((ref) => cellOf(catalog, ref, id)));
  const names = refs.map(typed).join(" ");
  return {
    title: listed(refs.map((ref) => nameOf(catalog, ref))),
    banners: bannersFor(catalog, refs, today),
    blocks: [
      shareChart(catalog, refs),
      footer(catalog, cells.filter(isGraded)),
      {
        type: "select",
        label: "Look closer…",
        options: catalog.groups.map(({ id, name }) => ({ label: name, command: comparisonOf(refs, id) })),
      },
      {
        type: "buttons",
        buttons: [
          { label: "Side by side", command: comparisonOf(refs) },
          { label: "Export", command: `export compare ${names}` },
          { label: "Which fits us?", command: "recommend" },
          ...factButtons(refs),
        ],
      },
    ],
  };
}

function benchmarkCard(benchmark: Benchmark, { catalog, today }: Context): Card {
  const { author, url } = benchmark;
  const refs = refsIn(benchmark);
  const others = drawable(catalog, []).filter(({ id }) => id !== benchmark.id);
  const rest: readonly Block[] =
    others.length === 0
      ? []
      : [
          {
            type: "select",
            label: "Another benchmark…",
            options: others.map((it) => ({ label: it.title, command: `chart benchmark ${it.id}` })),
          },
        ];
  return {
    title: `Measured by ${author}`,
    banners: bannersFor(catalog, refs, today),
    blocks: [
      ...benchmarkCharts(catalog, benchmark),
      {
        type: "note",
        text: [
          link("Where it was published", url),
          plain(". Figures of one benchmark must not be held against those of another."),
        ],
      },
      footer(catalog, []),
      ...rest,
      { type: "buttons", buttons: [{ label: "All benchmarks", command: "benchmarks" }] },
    ],
  };
}
