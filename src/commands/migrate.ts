/** `migrate`: what maps to what between two meshes, and what has no equivalent. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import { type Card, type Cell, link, plain, strong } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import {
  type Catalog,
  cellOf,
  type GradedCell,
  isGraded,
  type MeshRef,
  meshOf,
  nameOf,
} from "../catalog/catalog.ts";
import { readMeshes } from "./parse/meshes.ts";
import { factButtons, footer, shortName, typed } from "./present/footer.ts";
import { gradeText, toneOf } from "./present/grades.ts";

type Query = { readonly from: MeshRef; readonly to: MeshRef };
type Mapping = { readonly feature: string; readonly from: string; readonly to: string };
type Value = {
  readonly from: MeshRef;
  readonly to: MeshRef;
  readonly maps: readonly Mapping[];
  /** Features the one has and the other lacks, or is not known to have. */
  readonly lost: readonly { readonly feature: string; readonly grade: string }[];
  readonly guide?: { readonly title: string; readonly url: string };
};

export const migrate = defineCommand<Query, Value>({
  name: "migrate",
  aliases: ["migration", "move"],
  summary: "Map one mesh's resources to another's, and say what has no equivalent",
  usage: "<from> <to>",
  examples: [
    "migrate osm istio",
    "migrate from traefik mesh to linkerd",
    "how do we move from linkerd to istio?",
  ],
  parse: read,
  overhear: (text, context) => {
    const said =
      /^(?:how (?:do|can|would|should) (?:i|we|you) |we (?:want|need|plan) to |(?:is there )?an? guide (?:to|for) )?(?:migrat(?:e|ing|ion)|mov(?:e|ing)|switch(?:ing)?|chang(?:e|ing)) (?:away )?(?:from )?(.+ (?:to|into|onto) .+)$/iu.exec(
        text,
      )?.[1];
    if (said === undefined) return undefined;
    const reading = read(said, context);
    return isProblem(reading) && reading.outcome === "unknown" ? undefined : reading;
  },
  answer,
  present,
  again: ({ from, to }) => `migrate ${typed(from)} ${typed(to)}`,
  topic: ({ from, to }) => ({ meshes: [from, to], needs: "" }),
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const named = readMeshes(text, context, (better) => `migrate ${better}`);
  if (isProblem(named)) return named;
  const [from, to, ...more] = named.refs;
  if (!from || !to || more.length > 0 || typed(from) === typed(to))
    return problem("usage", "Migrate from which mesh to which?", "Name two, such as migrate osm istio.", [
      ...(from && !to
        ? [
            {
              label: `Alternatives to ${shortName(context.catalog, from)}`,
              command: `alternatives ${from.mesh}`,
            },
          ]
        : []),
      { label: "Open Service Mesh to Istio", command: "migrate osm istio" },
    ]);
  return parsed({ from, to }, named.assumed);
}

const has = ({ grade }: GradedCell) => grade === "default" || grade === "opt-in" || grade === "partial";

function answer({ from, to }: Query, { catalog }: Context): Value {
  const pairs = catalog.features.flatMap(({ id }) => {
    const [before, after] = [cellOf(catalog, from, id), cellOf(catalog, to, id)];
    return isGraded(before) && isGraded(after) && has(before) ? [{ id, before, after }] : [];
  });
  const guide = meshOf(catalog, from.mesh).successors?.find(({ mesh }) => mesh === to.mesh)?.guide;
  return {
    from,
    to,
    maps: pairs.flatMap(({ id, before, after }) =>
      has(after) && (before.how !== undefined || after.how !== undefined)
        ? [{ feature: id, from: before.how ?? "", to: after.how ?? "" }]
        : [],
    ),
    lost: pairs
      .filter(({ after }) => !has(after))
      .map(({ id, after }) => ({ feature: id, grade: after.grade })),
    ...(guide && { guide }),
  };
}

function present({ from, to, maps, lost, guide }: Value, { catalog, today }: Context): Card {
  const names = [shortName(catalog, from), shortName(catalog, to)] as const;
  const nameOfFeature = (id: string) => catalog.featureById.get(id)?.name ?? id;
  return {
    title: `From ${nameOf(catalog, from)} to ${nameOf(catalog, to)}`,
    banners: bannersFor(catalog, [from, to], today),
    blocks: [
      {
        type: "paragraph",
        text: guide
          ? [strong("Official guide: "), link(guide.title, guide.url)]
          : "No official guide is known. What follows maps their documented resources; try it on one namespace first.",
      },
      ...(maps.length > 0
        ? [
            {
              type: "table" as const,
              caption: `What does the same in ${names.join(" and ")}`,
              header: ["Feature", ...names],
              rows: maps.map((it): readonly Cell[] => [
                { text: nameOfFeature(it.feature) },
                { text: it.from || "nothing to configure, or not recorded" },
                { text: it.to || "nothing to configure, or not recorded" },
              ]),
            },
          ]
        : []),
      ...(lost.length > 0
        ? [
            { type: "heading" as const, text: `What ${names[1]} has no equivalent for` },
            {
              type: "list" as const,
              items: lost.map(({ feature }) => [
                strong(nameOfFeature(feature)),
                plain(`: ${lostText(catalog, to, feature)}`),
              ]),
            },
          ]
        : []),
      footer(
        catalog,
        [...maps, ...lost].flatMap(({ feature }) => [
          cellOf(catalog, from, feature),
          cellOf(catalog, to, feature),
        ]),
      ),
      {
        type: "buttons",
        buttons: [
          { label: "Compare them", command: `compare ${typed(from)} ${typed(to)}` },
          { label: `Install ${names[1]}`, command: `install ${to.mesh}` },
          ...factButtons([from, to]),
        ],
      },
    ],
  };
}

function lostText(catalog: Catalog, ref: MeshRef, feature: string): string {
  const cell = cellOf(catalog, ref, feature);
  if (!isGraded(cell)) return "";
  return toneOf(cell.grade) === "unknown" && cell.note === undefined
    ? "not known"
    : `${gradeText(cell)}${cell.note === undefined ? "" : `. ${cell.note}`}`;
}
