/** The facts a decision rests on, as the catalog has them. */
import { type Block, plain, strong, type Text } from "../../card/card.ts";
import { type Catalog, cellOf, featureOf, isGraded, isStated } from "../../catalog/catalog.ts";
import type { Decision } from "../../store/store.ts";
import { gradeText } from "./grades.ts";

const mostShown = 6;

export type Stands = { readonly feature: string; readonly says: string };

/** One line a feature; ratings are opinions, on which the reason itself is the better word. */
export function standsOf({ mesh, mode, features }: Decision, catalog: Catalog): readonly Stands[] {
  if (!catalog.meshById.has(mesh)) return [];
  const ref = mode === undefined ? { mesh } : { mesh, mode };
  return features.flatMap((id): readonly Stands[] => {
    if (!catalog.featureById.has(id)) return [];
    const cell = cellOf(catalog, ref, id);
    const feature = featureOf(catalog, id).name;
    if (isGraded(cell)) return [{ feature, says: gradeText(cell) }];
    return isStated(cell) ? [{ feature, says: cell.value }] : [];
  });
}

export function gradedFacts(decision: Decision, catalog: Catalog): readonly Block[] {
  const stands = standsOf(decision, catalog);
  if (stands.length === 0) return [];
  const shown = stands.slice(0, mostShown);
  const items: readonly Text[] = shown.map(({ feature, says }) => [strong(`${feature}: `), plain(says)]);
  const more = stands.length - shown.length;
  return [
    { type: "heading", text: "It rests on" },
    { type: "list", items: more > 0 ? [...items, `and ${more} more facts`] : items },
  ];
}
