/** `compare`: two to five meshes side by side, differences first. */
import { type Context, defineCommand } from "../bot/command.ts";
import { type Button, type Card, type Cell, type Option, strong } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { cellOf, type MeshRef, nameOf } from "../catalog/catalog.ts";
import { type Subject, subjectName } from "../catalog/find.ts";
import { listed } from "../text/listed.ts";
import {
  type Comparison,
  comparisonOf,
  mostMeshes,
  overhearComparison,
  readComparison,
} from "./parse/comparison.ts";
import { cellJson, tableCell } from "./present/cells.ts";
import { companySays } from "./present/company.ts";
import { differs, isAsked, suits } from "./present/compared.ts";
import { factButtons, footer, shortName, typed } from "./present/footer.ts";
import { disputes } from "./present/ratings.ts";

type Row = {
  readonly feature: string;
  readonly differs: boolean;
  readonly cells: readonly ReturnType<typeof cellJson>[];
};
type Value = {
  readonly meshes: readonly MeshRef[];
  readonly on?: Subject;
  readonly all: boolean;
  readonly rows: readonly Row[];
  /** How many more rows are the same for all. */
  readonly same: number;
};

export const compare = defineCommand<Comparison, Value>({
  name: "compare",
  starter: true,
  aliases: ["vs", "diff"],
  summary: "Put two to five meshes side by side, differences first",
  usage: "<mesh> <mesh> [… up to 5] [on <group or feature>] [all]",
  examples: [
    "compare istio linkerd",
    "compare istio linkerd on security",
    "istio vs linkerd vs kuma",
    "difference between consul and kuma",
  ],
  parse: readComparison,
  overhear: overhearComparison,
  answer,
  present,
  again: ({ refs, on, all }) => comparisonOf(refs, on?.id, all),
  topic: ({ refs }) => ({ meshes: refs, needs: "" }),
});

function answer({ refs, on, all }: Comparison, { catalog }: Context): Value {
  const asked = catalog.features.filter((feature) => isAsked(feature, on, all));
  const facts = asked.filter(({ kind }) => kind !== "rated");
  const ratings = asked.filter(({ kind }) => kind === "rated");
  const rows = [...facts, ...ratings].map(({ id }) => ({
    feature: id,
    differs: differs(catalog, refs, id),
    cells: refs.map((ref) => cellJson(catalog, ref, id)),
  }));
  const differing = rows.filter((row) => row.differs);
  const same = rows.filter((row) => !row.differs);
  const keepSame = all || on !== undefined;
  return {
    meshes: refs,
    ...(on && { on }),
    all,
    rows: keepSame ? [...differing, ...same] : differing,
    same: keepSame ? 0 : same.length,
  };
}

function present(value: Value, context: Context): Card {
  const { catalog, today } = context;
  const { meshes, on, all, rows, same } = value;
  const names = meshes.map((ref) => nameOf(catalog, ref));
  const cells = rows.flatMap((row) => meshes.map((ref) => cellOf(catalog, ref, row.feature)));
  const about = on
    ? `: ${on.kind === "group" ? subjectName(catalog, on).toLowerCase() : subjectName(catalog, on)}`
    : "";
  return {
    title: `${listed(names)}${about}`,
    banners: bannersFor(catalog, meshes, today),
    blocks: [
      { type: "paragraph", text: suits(catalog, meshes) },
      ...companySays(catalog, meshes),
      ...(rows.length > 0 ? [tableOf(value, context)] : []),
      ...(same > 0 ? [{ type: "note" as const, text: sameText(rows.length, same) }] : []),
      ...disputes(
        catalog,
        meshes,
        catalog.features.filter((it) => isAsked(it, on, all)).map(({ id }) => id),
        all || on ? "full" : "brief",
      ),
      footer(catalog, cells),
      { type: "select", label: "Compare on…", options: groupOptions(meshes, context) },
      { type: "buttons", buttons: buttonsFor(value, context) },
    ],
  };
}

/** “These 13 rows differ; 6 more rows are the same.” */
function sameText(shown: number, same: number): string {
  const these =
    shown === 0 ? "Nothing differs" : shown === 1 ? "This row differs" : `These ${shown} rows differ`;
  return `${these}; ${same} more ${same === 1 ? "row is" : "rows are"} the same.`;
}

/** Where every row differs no row says so; among others those that do are marked. */
function tableOf({ meshes, rows, on, all }: Value, { catalog }: Context) {
  const isMixed = rows.some(({ differs }) => differs) && rows.some(({ differs }) => !differs);
  const name = ({ feature, differs }: Row): Cell => {
    const text = catalog.featureById.get(feature)?.name ?? feature;
    return { text: differs ? [strong(isMixed ? `≠ ${text}` : text)] : text };
  };
  const detail = all || on ? "full" : "brief";
  return {
    type: "table" as const,
    caption: `${meshes.map((ref) => nameOf(catalog, ref)).join(", ")} by feature`,
    header: [isMixed ? "Feature (≠ differs)" : "Feature", ...meshes.map((ref) => shortName(catalog, ref))],
    rows: rows.map((row) => [
      name(row),
      ...meshes.map((ref) => tableCell(catalog, ref, row.feature, detail)),
    ]),
    ...(!all && { whole: comparisonOf(meshes, on?.id, true) }),
  };
}

const groupOptions = (meshes: readonly MeshRef[], { catalog }: Context): readonly Option[] =>
  catalog.groups.map(({ id, name }) => ({ label: name, command: comparisonOf(meshes, id) }));

/** What most ask next comes first, what corrects the question last. */
function buttonsFor({ meshes, all, same }: Value, { catalog }: Context): readonly Button[] {
  const next = catalog.meshes.find(({ id }) => !meshes.some(({ mesh }) => mesh === id));
  return [
    all
      ? { label: "Export", command: `export ${comparisonOf(meshes)}` }
      : {
          label: same > 0 ? "All rows" : "All features",
          command: comparisonOf(meshes, undefined, true),
        },
    { label: "Which fits us?", command: "recommend" },
    { label: "As a chart", command: `chart ${meshes.map(typed).join(" ")}` },
    ...(next && meshes.length < mostMeshes
      ? [
          {
            label: `Add ${shortName(catalog, { mesh: next.id })}`,
            command: comparisonOf([...meshes, { mesh: next.id }]),
          },
        ]
      : []),
    ...(meshes.length > 2
      ? meshes.map((ref) => ({
          label: `Drop ${shortName(catalog, ref)}`,
          command: comparisonOf(meshes.filter((it) => it !== ref)),
        }))
      : []),
    ...factButtons(meshes),
  ];
}
