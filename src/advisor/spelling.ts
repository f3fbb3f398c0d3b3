/** Mends misspelt words: a word nobody knows becomes the one known word it is a slip away from. */
import { distance } from "../text/distance.ts";
import { isStranger } from "../text/strangers.ts";
import { stemOf, type Token, wordToken } from "./tokens.ts";

/** How many slips a word of this length may carry; a short word only two letters in the wrong order. */
const slips = (length: number): number => (length < 5 ? 0 : length < 8 ? 1 : 2);

/** As many words as are remembered, right or not. */
const mostMended = 5_000;

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
  const letters = new Map<string, string>();
  function lettersOf(word: string): string {
    const own = letters.get(word) ?? sorted(word);
    letters.set(word, own);
    return own;
  }
  const mended = new Map<string, string | undefined>();

  /** The same for the same word, of which one message may be full. */
  function mendOnce(word: string): string | undefined {
    if (mended.has(word)) return mended.get(word);
    if (mended.size >= mostMended) mended.clear();
    const mend = mendedFrom(word);
    mended.set(word, mend);
    return mend;
  }
  const stems = new Set([...vocabulary, ...ordinary].map(stemOf));
  const isKnown = (token: Token) =>
    stems.has(token.stem) || token.text.length < 4 || !/^\p{L}+$/u.test(token.text);

  function mendedFrom(word: string): string | undefined {
    const bound = slips(word.length);
    const own = sorted(word);
    /** Whether two neighbouring letters are in the wrong order, as in “wiht”. */
    const isSwapped = (candidate: string): boolean =>
      word.length === candidate.length && word !== candidate && own === lettersOf(candidate);
    /** Among words equally near, the one of the same letters goes first, then that of the same length. */
    const rank = (candidate: string): number =>
      own === lettersOf(candidate) ? 0 : word.length === candidate.length ? 1 : 2;
    let best: { readonly word: string; readonly apart: number } | undefined;
    for (const candidate of known) {
      const named = word.length === 4 && candidate.length === 5 && names.has(candidate) && !isStranger(word);
      const allowed = named
        ? 1
        : Math.min(Math.max(bound, isSwapped(candidate) ? 1 : 0), Math.max(1, slips(candidate.length)));
      // “oslo” is not “solo”: a short word keeps its first letter.
      if (candidate[0] !== word[0] && !(word.length > 4 && isSwapped(candidate))) continue;
      const apart = distance(word, candidate, allowed);
      if (apart > allowed) continue;
      if (best && best.apart < apart) continue;
      if (best && best.apart === apart && rank(best.word) <= rank(candidate)) continue;
      best = { word: candidate, apart };
    }
    return best?.word;
  }

  return (tokens) =>
    tokens.map((token) => {
      const long = short.get(token.text);
      if (long !== undefined) return wordToken(long, token.start, token.end);
      if (token.kind !== "word" || isKnown(token)) return token;
      const word = mendOnce(token.text);
      return word === undefined ? token : wordToken(word, token.start, token.end);
    });
}

const sorted = (word: string): string => [...word].sort().join("");
