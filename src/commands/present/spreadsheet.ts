/** A comparison as rows for a spreadsheet: one feature a row; what, note, source and date of each mesh. */
import type { Context } from "../../bot/command.ts";
import { plainRuns } from "../../card/plain.ts";
import { bannersOf } from "../../catalog/banners.ts";
import {
  type Catalog,
  cellOf,
  isRated,
  isStated,
  type Mesh,
  type MeshRef,
  meshOf,
  nameOf,
  sourceOf,
} from "../../catalog/catalog.ts";
import type { Comparison } from "../parse/comparison.ts";
import { differs } from "./compared.ts";
import { featuresOf, reopens } from "./document.ts";
import { gradeWord } from "./grades.ts";
import { opinionRuns } from "./ratings.ts";

type Rows = readonly (readonly string[])[];

export function spreadsheetOf(comparison: Comparison, { catalog, today }: Context): Rows {
  const { refs } = comparison;
  const groups = new Map(catalog.groups.map(({ id, name }) => [id, name]));
  const names = refs.map((ref) => nameOf(catalog, ref));
  const header = ["Group", "Feature", "Differs", ...names.flatMap(columnsOf)];
  const rows = featuresOf(catalog, comparison).map(({ id, name, group }) => [
    groups.get(group) ?? group,
    name,
    differs(catalog, refs, id) ? "yes" : "no",
    ...refs.flatMap((ref) => cellsOf(catalog, ref, id)),
  ]);
  const about = (feature: string, said: string) => padded(["About", feature, "", said], header.length);
  return [
    header,
    ...warnings(catalog, refs, today),
    ...rows,
    about("The same comparison", reopens(comparison)),
    about("Catalog", `${catalog.version} of ${catalog.date}`),
    about("Written on", today),
  ];
}

const columnsOf = (name: string): readonly string[] => [
  name,
  `${name}: note`,
  `${name}: sources`,
  `${name}: as of`,
];

/** A warning stands above the facts here too, in the column of the mesh it is about. */
function warnings(catalog: Catalog, refs: readonly MeshRef[], today: string): Rows {
  const each = refs.map(({ mesh }) => bannersOf(meshOf(catalog, mesh), today).map(({ text }) => text));
  const most = Math.max(0, ...each.map(({ length }) => length));
  return Array.from({ length: most }, (_, at) => [
    "Warning",
    "Warning",
    "",
    ...each.flatMap((texts) => [texts[at] ?? "", "", "", ""]),
  ]);
}

/** What is so, the note, the sources with their addresses, and the day. */
function cellsOf(catalog: Catalog, ref: MeshRef, feature: string): readonly string[] {
  const mesh = meshOf(catalog, ref.mesh);
  const cell = cellOf(catalog, ref, feature);
  if (isRated(cell)) {
    const said = cell.opinions.map((it) => plainRuns(opinionRuns(catalog, mesh, it), { prefix: "" }));
    const dates = cell.opinions.flatMap(({ asOf, dispute }) => [asOf, ...(dispute ? [dispute.asOf] : [])]);
    const keys = cell.opinions.flatMap(({ by, dispute }) => [by, ...(dispute ? [dispute.by] : [])]);
    return [said.join("; "), "", sources(catalog, mesh, keys), dates.sort().at(-1) ?? ""];
  }
  return [
    isStated(cell) ? cell.value : gradeWord(cell),
    cell.note ?? "",
    sources(catalog, mesh, cell.sources),
    cell.asOf,
  ];
}

const sources = (catalog: Catalog, mesh: Mesh, keys: readonly string[]): string =>
  [...new Set(keys)]
    .map((key) => sourceOf(catalog, mesh, key))
    .map(({ publisher, url }) => (url === undefined ? publisher : `${publisher}: ${url}`))
    .join("; ");

const padded = (cells: readonly string[], length: number): readonly string[] =>
  Array.from({ length }, (_, at) => cells[at] ?? "");
