/** What a comparison holds: which features are asked for, whether meshes differ in one, and what each suits. */
import { join, plain, strong, type Text } from "../../card/card.ts";
import {
  type Catalog,
  cellOf,
  type Feature,
  isGraded,
  isRated,
  limitsOf,
  type MeshRef,
  meshOf,
} from "../../catalog/catalog.ts";
import type { Subject } from "../../catalog/find.ts";
import { shortName } from "./footer.ts";
import { ratingsOf } from "./ratings.ts";

export function isAsked({ id, group, headline }: Feature, on: Subject | undefined, all: boolean): boolean {
  if (on) return on.kind === "feature" ? id === on.id : group === on.id;
  return all || headline === true;
}

export const differs = (catalog: Catalog, refs: readonly MeshRef[], feature: string): boolean =>
  new Set(refs.map((ref) => substance(catalog, ref, feature))).size > 1;

/** What two cells must share to be the same: the grade or value, not the note. */
function substance(catalog: Catalog, ref: MeshRef, feature: string): string {
  const cell = cellOf(catalog, ref, feature);
  if (isGraded(cell)) return [cell.grade, ...limitsOf(cell)].join("/");
  if (isRated(cell))
    return ratingsOf(cell)
      .map(({ says }) => says)
      .join("/");
  return cell.value;
}

/** One sentence: what each is for; the modes of one mesh are for the same. */
export const suits = (catalog: Catalog, meshes: readonly MeshRef[]): Text => [
  ...join(
    [...Map.groupBy(meshes, ({ mesh }) => mesh)].map(([mesh, refs]) => [
      ...join(
        refs.map((ref) => [strong(shortName(catalog, ref))]),
        " and ",
      ),
      plain(` ${refs.length > 1 ? "suit" : "suits"} ${meshOf(catalog, mesh).suits}`),
    ]),
    "; ",
  ),
  plain("."),
];
