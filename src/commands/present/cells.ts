/** Catalog cells as card cells: what is so, the note, and the source one click away. */

import type { Json } from "../../bot/ask.ts";
import { type Cell as CardCell, link, plain, type Run, runs, strong } from "../../card/card.ts";
import {
  type Catalog,
  type Cell,
  cellOf,
  isGraded,
  isRated,
  isStated,
  type Mesh,
  type MeshRef,
  meshOf,
  type Source,
  type Statement,
  sourceOf,
} from "../../catalog/catalog.ts";
import { gradeText, limitsOf, toneOf } from "./grades.ts";

/** The cell of one mesh in a table: grade or value, linked to its first source; a grade's note after it. */
export function tableCell(catalog: Catalog, ref: MeshRef, feature: string): CardCell {
  const mesh = meshOf(catalog, ref.mesh);
  const cell = cellOf(catalog, ref, feature);
  if (isGraded(cell))
    return {
      text: noted(link(gradeText(cell), urlOf(catalog, mesh, cell.sources)), cell.note),
      tone: toneOf(cell.grade),
    };
  if (isStated(cell)) return { text: [link(cell.value, urlOf(catalog, mesh, cell.sources))] };
  return {
    text: cell.opinions.flatMap((opinion, at) => [
      ...(at > 0 ? [plain("; ")] : []),
      ...opinionRuns(catalog, mesh, opinion),
    ]),
  };
}

/** What is known, the note, then who says so and when: “Counted per proxy (Kuma project, 2026-06-26)”. */
export function evidenceRuns(catalog: Catalog, ref: MeshRef, feature: string): readonly Run[] {
  const mesh = meshOf(catalog, ref.mesh);
  const cell = cellOf(catalog, ref, feature);
  if (isRated(cell)) return runs(tableCell(catalog, ref, feature).text);
  const said = isStated(cell)
    ? [cell.value]
    : limitsOf(cell).map((it) => `${it.charAt(0).toUpperCase()}${it.slice(1)}`);
  const facts = [...said, ...(cell.note === undefined ? [] : [cell.note])].join(". ");
  const source = sourceOf(catalog, mesh, cell.sources[0] ?? "");
  const age = `${cell.asOf}${cell.version === undefined ? "" : `, ${cell.version}`}`;
  return [plain(facts === "" ? "(" : `${facts} (`), link(source.publisher, source.url), plain(`, ${age})`)];
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
