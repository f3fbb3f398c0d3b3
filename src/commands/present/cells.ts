/** Catalog cells as card cells: what is so, the note, and the source one click away. */

import type { Json } from "../../bot/ask.ts";
import { type Cell as CardCell, link, plain, type Run, runs } from "../../card/card.ts";
import {
  type Catalog,
  type Cell,
  cellOf,
  type Grade,
  isGraded,
  isRated,
  isStated,
  limitsOf,
  type Mesh,
  type MeshRef,
  meshOf,
  type Source,
  sourceOf,
} from "../../catalog/catalog.ts";
import { capital } from "../../text/capital.ts";
import { gradeText, toneOf } from "./grades.ts";
import { ratingRuns } from "./ratings.ts";

/** Whether a table tells every note, or only those a reader must not miss. */
export type Detail = "full" | "brief";

/** Grades that mislead without their note. */
const inNeed: readonly Grade[] = ["partial", "vendor-only"];

/** The cell of one mesh in a table: grade or value, linked to its first source; a grade's note after it. */
export function tableCell(
  catalog: Catalog,
  ref: MeshRef,
  feature: string,
  detail: Detail = "full",
): CardCell {
  const mesh = meshOf(catalog, ref.mesh);
  const cell = cellOf(catalog, ref, feature);
  if (isRated(cell)) return { text: ratingRuns(catalog, mesh, cell) };
  if (isStated(cell)) return { text: [link(cell.value, urlOf(catalog, mesh, cell.sources))] };
  const told = detail === "full" || inNeed.includes(cell.grade) ? cell.note : undefined;
  return {
    text: noted(link(gradeText(cell), urlOf(catalog, mesh, cell.sources)), told),
    tone: toneOf(cell.grade),
  };
}

/** What one types for a graded feature, linked to its first source; what is partial or not mature is marked. */
export function howCell(catalog: Catalog, ref: MeshRef, feature: string): CardCell {
  const cell = cellOf(catalog, ref, feature);
  if (!isGraded(cell)) return tableCell(catalog, ref, feature);
  const how = cell.how ?? (cell.grade === "default" ? "by default" : (cell.note ?? "not recorded"));
  const limits = limitsOf(cell);
  const words = `${cell.grade === "partial" ? "◐ partly: " : ""}${how}${limits.length > 0 ? ` (${limits.join(", ")})` : ""}`;
  return {
    text: [link(words, urlOf(catalog, meshOf(catalog, ref.mesh), cell.sources))],
    tone: toneOf(cell.grade),
  };
}

/** What is known, the note, then who says so and when: “Counted per proxy (Kuma project, 2026-06-26)”. */
export function evidenceRuns(catalog: Catalog, ref: MeshRef, feature: string): readonly Run[] {
  const mesh = meshOf(catalog, ref.mesh);
  const cell = cellOf(catalog, ref, feature);
  if (isRated(cell)) return runs(tableCell(catalog, ref, feature).text);
  const said = isStated(cell) ? [cell.value] : limitsOf(cell).map(capital);
  const facts = [...said, ...(cell.note === undefined ? [] : [cell.note])].join(". ");
  const source = sourceOf(catalog, mesh, cell.sources[0] ?? "");
  const age = `${cell.asOf}${cell.version === undefined ? "" : `, ${cell.version}`}`;
  return [plain(facts === "" ? "(" : `${facts} (`), link(source.publisher, source.url), plain(`, ${age})`)];
}

const noted = (head: Run, note: string | undefined): readonly Run[] =>
  note === undefined ? [head] : [head, plain(`. ${note}`)];

const urlOf = (catalog: Catalog, mesh: Mesh, keys: readonly string[]): string | undefined =>
  keys.map((key) => sourceOf(catalog, mesh, key).url).find((url) => url !== undefined);

/** A cell as public JSON. */
export function cellJson(
  catalog: Catalog,
  ref: MeshRef,
  feature: string,
): { readonly [key: string]: Json | undefined } {
  const mesh = meshOf(catalog, ref.mesh);
  const { sources, ...rest } = evidenceOf(cellOf(catalog, ref, feature));
  return {
    ...ref,
    feature,
    ...rest,
    sources: sources.map((key) => sourceJson(sourceOf(catalog, mesh, key))),
  };
}

const sourceJson = ({ title, url, publisher }: Source) => ({ title, publisher, ...(url && { url }) });

type Evidence = { readonly sources: readonly string[]; readonly asOf: string } & {
  readonly [key: string]: Json | undefined;
};

function evidenceOf(cell: Cell): Evidence {
  if (isGraded(cell)) {
    const { modes: _, ...own } = cell;
    return own;
  }
  if (isStated(cell)) return cell;
  const cited = cell.opinions.flatMap(({ by, dispute }) => [by, ...(dispute ? [dispute.by] : [])]);
  const asOf = cell.opinions.map((it) => it.dispute?.asOf ?? it.asOf).reduce((a, b) => (a > b ? a : b));
  return { opinions: cell.opinions, sources: [...new Set(cited)], asOf };
}
