/** Closest match: fuse.js proposes names, our own guard accepts them. */
import Fuse from "fuse.js";
import { distance, soundOf } from "./distance.ts";
import { isStranger } from "./strangers.ts";
import { foldName } from "./tidy.ts";

export type Named = { readonly id: string; readonly name: string };

export type Closest =
  /** Close enough to answer, saying what was assumed. */
  | { readonly kind: "near"; readonly id: string }
  /** Resembles these, but not enough, or as much a word of its own: to be asked. */
  | { readonly kind: "doubtful"; readonly ids: readonly string[] }
  | { readonly kind: "none" };

type Candidate = { readonly id: string; readonly squashed: string };

const squash = (text: string) => foldName(text).replaceAll(" ", "");

/** How many slips a name of this length may carry. */
const slips = (length: number) => (length <= 3 ? 0 : length <= 5 ? 1 : length <= 9 ? 2 : 3);

/**
 * Builds a matcher over names; each id may have many.
 * A name is near when its spelling is within the slips its length allows (one more where it sounds the same), no
 * other id is as near, and the word is not an ordinary word or another product.
 */
export function createClosest(names: readonly Named[]): (phrase: string) => Closest {
  const candidates = names.map(({ id, name }) => ({ id, squashed: squash(name) }));
  const fuse = new Fuse(candidates, {
    keys: ["squashed"],
    threshold: 0.6,
    ignoreLocation: true,
    ignoreFieldNorm: true,
    includeScore: true,
  });

  return (phrase) => {
    const word = squash(phrase);
    if (word.length < 3 || word.length > 40) return { kind: "none" };
    const proposed = fuse.search(word, { limit: 8 }).map(({ item }) => item);
    const ranked = rank(word, proposed);
    const [best] = ranked;
    if (!best) return { kind: "none" };
    const rivals = ranked.filter(({ off, id }) => off === best.off && id !== best.id);
    const ids = [...new Set(ranked.map(({ id }) => id))].slice(0, 3);
    if (isStranger(word)) return best.off <= 0 ? { kind: "doubtful", ids } : { kind: "none" };
    if (best.off > 0) return { kind: "doubtful", ids };
    return rivals.length === 0 ? { kind: "near", id: best.id } : { kind: "doubtful", ids };
  };
}

/** Candidates within one slip more than allowed, nearest first; `off` counts slips over the allowance. */
function rank(word: string, proposed: readonly Candidate[]): readonly { id: string; off: number }[] {
  const sound = soundOf(word);
  const best = new Map<string, { id: string; off: number; apart: number }>();
  for (const { id, squashed } of proposed) {
    const shorter = Math.min(word.length, squashed.length);
    const allowed = slips(shorter) + (shorter >= 5 && soundOf(squashed) === sound ? 1 : 0);
    const apart = distance(word, squashed, allowed + 1);
    if (apart > allowed + 1 || apart > shorter / 2) continue;
    // People get the first letter right; two slips and another first letter make another word.
    const trusted = apart <= allowed && (apart < 2 || word[0] === squashed[0]);
    const off = trusted ? apart / 10 - 1 : 1;
    const known = best.get(id);
    if (!known || off < known.off) best.set(id, { id, off, apart });
  }
  return [...best.values()].sort((a, b) => a.off - b.off || (a.id < b.id ? -1 : 1));
}
