/** The parts that every card of advice shares. */
import type { Advice, Ranked } from "../../advisor/advice.ts";
import type { Need } from "../../advisor/need.ts";
import type { Context } from "../../bot/command.ts";
import { type Block, join, link, plain, strong, type Text } from "../../card/card.ts";
import type { MeshRef } from "../../catalog/catalog.ts";

/** The mesh a rank is about. */
export const refOf = ({ mesh, mode }: Ranked): MeshRef => (mode === undefined ? { mesh } : { mesh, mode });

/** Every need that was read, with its words, so that a misreading is seen. */
export function understood({ needs, contradictions = [] }: Advice, { advisor }: Context): readonly Block[] {
  const strengths: Record<Need["strength"], string> = {
    must: "must",
    prefer: "wish",
    ignore: "does not matter",
  };
  const items = needs.map(
    (need): Text => [plain(`${advisor.nameOf(need)} (${strengths[need.strength]}), from “${need.words}”`)],
  );
  return [
    ...contradictions.map(
      (text): Block => ({ type: "paragraph", text: [strong("A contradiction: "), plain(text)] }),
    ),
    ...(items.length > 0
      ? [{ type: "note" as const, text: [plain("I understood: "), ...join(items, "; "), plain(".")] }]
      : []),
  ];
}

/** Who was ruled out, and by what. */
export function ruledOut({ eliminated }: Advice): readonly Block[] {
  if (eliminated.length === 0) return [];
  const items = eliminated.map(
    ({ because, sources: [source] }): Text => [
      plain(because.replace(/[.\s]*$/u, "")),
      ...(source ? [plain(" ("), link(source.title, source.url), plain(")")] : []),
    ],
  );
  return [
    { type: "heading", text: "Ruled out" },
    { type: "list", items },
  ];
}

/** How the advice came about. */
export const note = ({ catalog }: Context): Block => ({
  type: "note",
  text: `By rules over the catalog, no language model · Catalog ${catalog.version}`,
});
