/** Mends misspelt words: a word nobody knows becomes the one known word it is a slip away from. */
import { distance } from "../text/distance.ts";
import { isStranger } from "../text/strangers.ts";
import { stemOf, type Token, wordToken } from "./tokens.ts";

/** How many slips a word of this length may carry; a short word only two letters in the wrong order. */
const slips = (length: number): number => (length < 5 ? 0 : length < 8 ? 1 : 2);

export type Spelling = (tokens: readonly Token[]) => readonly Token[];

/**
 * `vocabulary` holds the words that mean something here, `ordinary` those that are right as they are. A word of four
 * letters is too short to guess at, unless it is one letter from one of the `names`.
 */
export function createSpelling(
  vocabulary: readonly string[],
  ordinary: readonly string[],
  names: ReadonlySet<string>,
  short: ReadonlyMap<string, string>,
): Spelling {
  const known = [...new Set(vocabulary)].filter((word) => word.length >= 4 && /^\p{L}+$/u.test(word));
  const stems = new Set([...vocabulary, ...ordinary].map(stemOf));
  const isKnown = (token: Token) =>
    stems.has(token.stem) || token.text.length < 4 || !/^\p{L}+$/u.test(token.text);

  function mend(word: string): string | undefined {
    const bound = slips(word.length);
    let best: { readonly word: string; readonly apart: number } | undefined;
    for (const candidate of known) {
      const named = word.length === 4 && candidate.length === 5 && names.has(candidate) && !isStranger(word);
      const allowed = named
        ? 1
        : Math.min(Math.max(bound, swapped(word, candidate) ? 1 : 0), Math.max(1, slips(candidate.length)));
      // “oslo” is not “solo”: a short word keeps its first letter.
      if (candidate[0] !== word[0] && !(word.length > 4 && swapped(word, candidate))) continue;
      const apart = distance(word, candidate, allowed);
      if (apart > allowed) continue;
      if (best && best.apart < apart) continue;
      if (best && best.apart === apart && rank(word, best.word) <= rank(word, candidate)) continue;
      best = { word: candidate, apart };
    }
    return best?.word;
  }

  return (tokens) =>
    tokens.map((token) => {
      const long = short.get(token.text);
      if (long !== undefined) return wordToken(long, token.start, token.end);
      if (token.kind !== "word" || isKnown(token)) return token;
      const word = mend(token.text);
      return word === undefined ? token : wordToken(word, token.start, token.end);
    });
}

/** Among words equally near, the one of the same letters goes first, then that of the same length. */
const rank = (word: string, candidate: string): number =>
  sorted(word) === sorted(candidate) ? 0 : word.length === candidate.length ? 1 : 2;

const sorted = (word: string): string => [...word].sort().join("");

/** Whether two neighbouring letters are in the wrong order, as in “wiht”. */
const swapped = (word: string, candidate: string): boolean =>
  word.length === candidate.length && word !== candidate && sorted(word) === sorted(candidate);
