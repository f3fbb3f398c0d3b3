/** What was made of a card, kept for as long as the card itself: a card shown again is not drawn again. */
import type { Card } from "./card.ts";

/** As many ways to show one card as are kept; a cache for each card would weigh more than it holds. */
const most = 8;

/** `draw`, remembered by card and key; without a key nothing is kept. */
export function drawnOnce<Options, Drawn extends NonNullable<unknown>>(
  draw: (card: Card, options: Options) => Drawn,
  keyOf: (options: Options, card: Card) => string | undefined,
): (card: Card, options: Options) => Drawn {
  const kept = new WeakMap<Card, Map<string, Drawn>>();
  return (card, options) => {
    const key = keyOf(options, card);
    if (key === undefined) return draw(card, options);
    const ways = kept.get(card) ?? new Map<string, Drawn>();
    const earlier = ways.get(key);
    if (earlier !== undefined) return earlier;
    const drawn = draw(card, options);
    if (ways.size === most) ways.clear();
    kept.set(card, ways.set(key, drawn));
    return drawn;
  };
}
