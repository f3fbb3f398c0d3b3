/** The parts that every card of advice shares. */
import type { Advice, Ranked } from "../../advisor/advice.ts";
import type { Need } from "../../advisor/need.ts";
import type { Context } from "../../bot/command.ts";
import { type Block, join, link, plain, strong, type Text } from "../../card/card.ts";
import type { MeshRef } from "../../catalog/catalog.ts";

/** The need that archived, dormant and ended meshes fail. */
const retired = "maintained";

/** The mesh a rank is about. */
export const refOf = ({ mesh, mode }: Ranked): MeshRef => (mode === undefined ? { mesh } : { mesh, mode });

/** Every need that was read or guessed, with its words, so that a misreading is seen. */
export function understood({ needs, contradictions = [] }: Advice, { advisor }: Context): readonly Block[] {
  const strengths: Record<Need["strength"], string> = {
    must: "must",
    prefer: "wish",
    ignore: "does not matter",
  };
  const stated = needs
    .filter(({ guessed }) => !guessed)
    .map(
      (need): Text => [plain(`${advisor.nameOf(need)} (${strengths[need.strength]}), from “${need.words}”`)],
    );
  const guessed = needs
    .filter((need) => need.guessed)
    .map((need): Text => [plain(`${advisor.nameOf(need)}, from “${need.words}”`)]);
  return [
    ...contradictions.map(
      (text): Block => ({ type: "paragraph", text: [strong("A contradiction: "), plain(text)] }),
    ),
    ...noteOf("I understood", stated),
    ...noteOf("I guess", guessed),
  ];
}

const noteOf = (head: string, items: readonly Text[]): readonly Block[] =>
  items.length === 0 ? [] : [{ type: "note", text: [plain(`${head}: `), ...join(items, "; "), plain(".")] }];

const mostRuledOut = 4;

/** Who was ruled out by what was asked. Meshes that nobody should adopt are named only where the asker named them. */
export function ruledOut({ eliminated, needs }: Advice): readonly Block[] {
  const named = new Set(needs.map(({ id }) => id));
  const told = eliminated.filter(({ need, mesh }) => need !== retired || named.has(mesh));
  const untold = eliminated.length - told.length;
  const items = told
    .slice(0, mostRuledOut)
    .map(
      ({ because, sources: [source] }): Text => [
        plain(because.replace(/[.\s]*$/u, "")),
        ...(source ? [plain(" ("), link(source.title, source.url), plain(")")] : []),
      ],
    );
  const more = told.length - items.length;
  return [
    ...(items.length > 0
      ? [
          { type: "heading" as const, text: "Ruled out" },
          { type: "list" as const, items: more > 0 ? [...items, `and ${more} more`] : items },
        ]
      : []),
    ...(untold > 0
      ? [{ type: "note" as const, text: `Not considered: ${untold} archived, dormant or ended meshes.` }]
      : []),
  ];
}

/** The meshes a card of advice names that nobody should adopt. */
export const retiredNamed = ({ eliminated, needs }: Advice): readonly MeshRef[] =>
  eliminated
    .filter(({ need, mesh }) => need === retired && needs.some(({ id }) => id === mesh))
    .map(({ mesh }) => ({ mesh }));

/** How the advice came about. */
export const note = ({ catalog }: Context): Block => ({
  type: "note",
  text: `By rules over the catalog, no language model · Catalog ${catalog.version}`,
});
