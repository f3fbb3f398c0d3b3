/** Where one mesh stands in the last advice, and why not first. */
import type { Advice } from "../../advisor/advice.ts";
import type { Context } from "../../bot/command.ts";
import { type Block, type Card, link, plain, strong, type Text } from "../../card/card.ts";
import { bannersFor } from "../../catalog/banners.ts";
import { meshOf, nameOf } from "../../catalog/catalog.ts";
import { evidence } from "./advice.ts";
import { note, refOf, understood } from "./advice-parts.ts";
import { shortName, typed } from "./footer.ts";

/** `about` is the id of the mesh asked about. */
export function standingCard(advice: Advice, about: string, context: Context): Card {
  const { catalog, today } = context;
  const name = meshOf(catalog, about).name;
  const [first] = advice.ranking.map(refOf);
  const place = advice.ranking.findIndex(({ mesh }) => mesh === about);
  const ranked = advice.ranking[place];
  const eliminated = advice.eliminated.find(({ mesh }) => mesh === about);
  const title = ranked
    ? place === 0
      ? `${name} leads`
      : `${name} comes ${place + 1} of ${advice.ranking.length}`
    : `${name} is ruled out`;
  const leader: Text = first
    ? [plain("First is "), strong(nameOf(catalog, first)), plain(".")]
    : "Nothing in the catalog passes what you asked for.";
  const reason: readonly Block[] = eliminated
    ? [
        {
          type: "paragraph",
          text: [
            plain(`${eliminated.because.replace(/[.\s]*$/u, "")} (`),
            link(eliminated.sources[0]?.title ?? "catalog", eliminated.sources[0]?.url),
            plain(")."),
          ],
        },
      ]
    : [];
  return {
    title,
    banners: bannersFor(catalog, [...(first ? [first] : []), { mesh: about }], today),
    blocks: [
      ...reason,
      ...(place === 0 ? [] : [{ type: "paragraph" as const, text: leader }]),
      ...(ranked ? evidence("What it meets", ranked.met, advice.needs, context) : []),
      ...(ranked ? evidence("Where it falls short", ranked.missed, advice.needs, context) : []),
      ...understood(advice, context),
      note(context),
      {
        type: "buttons",
        buttons: [
          ...(first && first.mesh !== about
            ? [
                {
                  label: `Compare with ${shortName(catalog, first)}`,
                  command: `compare ${about} ${typed(first)}`,
                },
              ]
            : []),
          { label: `Show ${shortName(catalog, { mesh: about })}`, command: `show ${about}` },
          { label: "Back to the advice", command: `recommend ${context.advisor.sentenceOf(advice.needs)}` },
        ],
      },
    ],
  };
}
