/** The ways of saying one item of a phrase, and how words spell them: as they are, glued together or apart. */
import { countOf } from "./quantities.ts";
import { stemOf, type Token } from "./tokens.ts";

export type Word = {
  readonly raw: string;
  readonly stem: string;
  /** Only this form, not its other forms. */
  readonly exact: boolean;
};

export type Item = {
  readonly ways: readonly (readonly Word[])[];
  readonly optional: boolean;
  /** How many other words may stand before it. */
  readonly gap: number;
};

/** Nobody says more between two words of a phrase; without an end to it, “a a a …” takes seconds to read. */
export const mostFiller = 12;

/** The places that spell one way of saying an item, one after another; undefined where they do not. */
export function spell(
  way: readonly Word[],
  tokens: readonly Token[],
  from: number,
  filler: ReadonlySet<string>,
): readonly number[] | undefined {
  const taken: number[] = [];
  let place = from;
  for (const [at, word] of way.entries()) {
    const furthest = place + mostFiller;
    while (
      at > 0 &&
      place < furthest &&
      filler.has(tokens[place]?.text ?? "") &&
      tokens[place]?.stem !== word.stem
    )
      place++;
    const token = tokens[place];
    const next = tokens[place + 1];
    const following = way[at + 1];
    if (word.raw === "#" && token && isSeveral(token)) {
      taken.push(place++);
    } else if (
      token?.stem === word.stem &&
      (token.kind !== "stop" || token.text === ":") &&
      (!word.exact || token.text === word.raw)
    ) {
      taken.push(place++);
    } else if (following && token && gluedFrom(word, following, token)) {
      const rest = spell(way.slice(at + 2), tokens, place + 1, filler);
      return rest && [...taken, place, ...rest];
    } else if (
      token &&
      token.text.length >= 3 &&
      next &&
      word.raw.length >= 6 &&
      // A stem begins as its word does, which is sooner told than the stem.
      word.stem.startsWith(token.text.slice(0, 2)) &&
      stemOf(`${token.text}${next.text}`) === word.stem
    ) {
      taken.push(place, place + 1);
      place += 2;
    } else return undefined;
  }
  return taken;
}

/** “multicluster” where the phrase has “multi cluster” as two items. */
export function spellGlued(item: Item, next: Item | undefined, token: Token | undefined): boolean {
  if (!next || next.gap > 0 || !token) return false;
  return item.ways.some((way) => {
    const [first] = way;
    return (
      way.length === 1 &&
      first !== undefined &&
      next.ways.some((after) => {
        const [second] = after;
        return after.length === 1 && second !== undefined && gluedFrom(first, second, token);
      })
    );
  });
}

export const isSeveral = ({ text }: Token): boolean => (countOf(text) ?? 0) >= 2;

const gluedFrom = (first: Word, second: Word, { text }: Token): boolean =>
  text.length >= 5 && text.startsWith(first.raw) && stemOf(text.slice(first.raw.length)) === second.stem;
