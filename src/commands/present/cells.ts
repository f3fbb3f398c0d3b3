/** Catalog cells as card cells: what is so, the note, and the source one click away. */

import type { Json } from "../../bot/ask.ts";
import { type Cell as CardCell, link, plain, type Run, strong } from "../../card/card.ts";
import {
  type Catalog,
  type Cell,
  cellOf,
  isGraded,
  isStated,
  type Mesh,
  type MeshRef,
  meshOf,
  type Source,
  type Statement,
  sourceOf,
} from "../../catalog/catalog.ts";
import { gradeText, toneOf } from "./grades.ts";

/** The cell of one mesh in a table: grade or value, linked to its first source, then the note. */
export function tableCell(catalog: Catalog, ref: MeshRef, feature: string): CardCell {
  const mesh = meshOf(catalog, ref.mesh);
  const cell = cellOf(catalog, ref, feature);
  if (isGraded(cell))
    return {
      text: noted(link(gradeText(cell), urlOf(catalog, mesh, cell.sources)), cell.note),
      tone: toneOf(cell.grade),
    };
  if (isStated(cell)) return { text: noted(link(cell.value, urlOf(catalog, mesh, cell.sources)), cell.note) };
  return {
    text: cell.opinions.flatMap((opinion, at) => [
      ...(at > 0 ? [plain("; ")] : []),
      ...opinionRuns(catalog, mesh, opinion),
    ]),
  };
}

/** “High (article, 2026-01-07). But Istio: …”. */
export function opinionRuns(catalog: Catalog, mesh: Mesh | undefined, statement: Statement): readonly Run[] {
  const { says, by, asOf, dispute } = statement;
  const said: Run[] = [plain(`${says} (${sayer(catalog, mesh, by)}, ${asOf})`)];
  if (!dispute) return said;
  const source = sourceOf(catalog, mesh, dispute.by);
  const better = link(`${source.publisher}, ${dispute.asOf}`, source.url);
  return [
    ...said,
    plain(". "),
    strong("But: "),
    plain(`${dispute.says.replace(/[.\s]*$/, "")} (`),
    better,
    plain(")"),
  ];
}

/** The article is meant so often that it has a short name; the footer says it in full. */
export const sayer = (catalog: Catalog, mesh: Mesh | undefined, by: string): string =>
  by === "article" ? "article" : sourceOf(catalog, mesh, by).publisher;

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
