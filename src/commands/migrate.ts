/** `migrate`: what maps to what between two meshes, and what has no equivalent. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem } from "../bot/problem.ts";
import { type Block, type Card, type Cell, link, plain, strong, type Text } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import {
  type Catalog,
  cellOf,
  type Grade,
  type GradedCell,
  isGraded,
  type MeshRef,
  meshOf,
  nameOf,
} from "../catalog/catalog.ts";
import { leavingSaid, type Migration, readMigration } from "./parse/migration.ts";
import { evidenceRuns, howCell } from "./present/cells.ts";
import { companySays } from "./present/company.ts";
import { factButtons, footer, shortName, typed } from "./present/footer.ts";

type Query = { readonly from: MeshRef; readonly to: MeshRef };
type Mapping = { readonly feature: string; readonly from: string; readonly to: string };
type Missing = { readonly feature: string; readonly grade: Grade };
type Value = {
  readonly from: MeshRef;
  readonly to: MeshRef;
  readonly maps: readonly Mapping[];
  /** Features the one has and the other lacks. */
  readonly lost: readonly Missing[];
  /** Features the one has, and of the other only a vendor's build. */
  readonly vendorOnly: readonly Missing[];
  /** Features the one has, and of which nothing is known for the other. */
  readonly unknown: readonly Missing[];
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
  parse: (text, context) => queryOf(readMigration(text, context)),
  overhear: (text, context) => {
    const ends = leavingSaid(text, context);
    if (!ends) return undefined;
    const reading = queryOf(readMigration(ends, context));
    const isForOthers =
      isProblem(reading) && (reading.outcome === "unknown" || context.advisor.overhears(text));
    return isForOthers ? undefined : reading;
  },
  answer,
  present,
  again: ({ from, to }) => `migrate ${typed(from)} ${typed(to)}`,
  topic: ({ from, to }) => ({ meshes: [from, to], needs: "" }),
});

const queryOf = (reading: Migration | Problem): Parsed<Query> | Problem =>
  isProblem(reading) ? reading : parsed({ from: reading.from, to: reading.to }, reading.assumed);

/** The group of features that tell of the project; nothing in it is moved. */
const ofTheProject = "project";

const has = ({ grade }: GradedCell) => grade === "default" || grade === "opt-in" || grade === "partial";

function answer({ from, to }: Query, { catalog }: Context): Value {
  const pairs = catalog.features.flatMap(({ id, group }) => {
    if (group === ofTheProject) return [];
    const [before, after] = [cellOf(catalog, from, id), cellOf(catalog, to, id)];
    return isGraded(before) && isGraded(after) && has(before) ? [{ id, before, after }] : [];
  });
  const missing = (grade: Grade): readonly Missing[] =>
    pairs.filter(({ after }) => after.grade === grade).map(({ id }) => ({ feature: id, grade }));
  const guide = meshOf(catalog, from.mesh).successors?.find(({ mesh }) => mesh === to.mesh)?.guide;
  return {
    from,
    to,
    maps: pairs.flatMap(({ id, before, after }) =>
      has(after) && (before.how !== undefined || after.how !== undefined)
        ? [{ feature: id, from: before.how ?? "", to: after.how ?? "" }]
        : [],
    ),
    lost: missing("none"),
    vendorOnly: missing("vendor-only"),
    unknown: missing("unknown"),
    ...(guide && { guide }),
  };
}

function present(value: Value, { catalog, today }: Context): Card {
  const { from, to, maps, lost, vendorOnly, unknown, guide } = value;
  const names = [shortName(catalog, from), shortName(catalog, to)] as const;
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
      ...companySays(catalog, [from, to]),
      ...(maps.length > 0 ? [tableOf(value, names, catalog)] : []),
      ...listOf(`What ${names[1]} has no equivalent for`, lost, to, catalog),
      ...listOf(`What only vendor builds of ${names[1]} have`, vendorOnly, to, catalog),
      ...listOf(`Not known of ${names[1]}`, unknown, to, catalog),
      footer(
        catalog,
        [...maps, ...lost, ...vendorOnly, ...unknown].flatMap(({ feature }) => [
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

const tableOf = (
  { from, to, maps }: Value,
  names: readonly [from: string, to: string],
  catalog: Catalog,
): Block => ({
  type: "table",
  caption: `What does the same in ${names.join(" and ")}`,
  header: ["Feature", ...names],
  rows: maps.map(({ feature }): readonly Cell[] => [
    { text: catalog.featureById.get(feature)?.name ?? feature },
    howCell(catalog, from, feature),
    howCell(catalog, to, feature),
  ]),
});

/** Features under a heading, each with what is known of it for the mesh one moves to. */
const listOf = (
  heading: string,
  features: readonly Missing[],
  to: MeshRef,
  catalog: Catalog,
): readonly Block[] =>
  features.length === 0
    ? []
    : [
        { type: "heading", text: heading },
        {
          type: "list",
          items: features.map(({ feature }): Text => {
            const name = catalog.featureById.get(feature)?.name ?? feature;
            return [strong(name), plain(": "), ...evidenceRuns(catalog, to, feature)];
          }),
        },
      ];
