/** Closest match: of the names near in length and letters, those that are near in spelling or sound. */
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

type Candidate = {
  readonly id: string;
  readonly squashed: string;
  readonly letters: number;
  readonly sound: string;
};

const squash = (text: string) => foldName(text).replaceAll(" ", "");

/** How many slips a name of this length may carry. */
const slips = (length: number) => (length <= 3 ? 0 : length <= 5 ? 1 : length <= 9 ? 2 : 3);

/** The most that is looked at: three slips, and one too many. */
const mostSlips = 4;

/** A bit for each letter a word has; letters outside a to z share theirs. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitsIn(letters: number): number {
  let count = 0;
  for (let left = letters; left !== 0; left &= left - 1) count++;
  return count;
}

/** People get the first letter right. */
const begunAlike = (word: string, name: string): boolean => word[0] === name[0];

/** The slips up to which a name is looked at: one beyond those `allowed`, where it begins alike. */
const boundFor = (allowed: number, begun: boolean): number => (begun ? allowed + 1 : allowed);

/**
 * Builds a matcher over names; each id may have many.
 * A name is near when its spelling is within the slips its length allows (one more where it sounds the same), no
 * other id is as near, and the word is not an ordinary word or another product.
 */
export function createClosest(names: readonly Named[]): (phrase: string) => Closest {
  const candidates = names.map(({ id, name }): Candidate => {
    const squashed = squash(name);
    return { id, squashed, letters: lettersOf(squashed), sound: soundOf(squashed) };
  });
  const byLength = Map.groupBy(candidates, ({ squashed }) => squashed.length);
  const bySound = Map.groupBy(candidates, ({ sound }) => sound);

  /** Every slip adds or removes one letter at most, so most names need no closer look. */
  function proposedFor(word: string, sound: string): readonly Candidate[] {
    const letters = lettersOf(word);
    const found = [...(bySound.get(sound) ?? [])];
    for (let length = Math.max(1, word.length - mostSlips); length <= word.length + mostSlips; length++) {
      const allowed = slips(Math.min(word.length, length));
      if (Math.abs(word.length - length) > boundFor(allowed, true)) continue;
      for (const candidate of byLength.get(length) ?? []) {
        const most = boundFor(allowed, begunAlike(word, candidate.squashed));
        if (bitsIn(letters & ~candidate.letters) <= most && bitsIn(candidate.letters & ~letters) <= most)
          found.push(candidate);
      }
    }
    return found;
  }

  return (phrase) => {
    // Spaces aside, no name is so long, and to fold a long text takes its time.
    const word = phrase.length > 200 ? "" : squash(phrase);
    if (word.length < 3 || word.length > 40) return { kind: "none" };
    const sound = soundOf(word);
    const ranked = rank(word, sound, proposedFor(word, sound));
    const [best] = ranked;
    if (!best) return { kind: "none" };
    const rivals = ranked.filter(({ off, id }) => off === best.off && id !== best.id);
    // Beside a name within its slips, those beyond theirs are no question.
    const meant = ranked.filter(({ off }) => off <= Math.max(best.off, 0));
    const ids = meant.slice(0, 3).map(({ id }) => id);
    if (isStranger(word)) return best.off <= 0 ? { kind: "doubtful", ids } : { kind: "none" };
    if (best.off > 0) return { kind: "doubtful", ids };
    return rivals.length === 0 ? { kind: "near", id: best.id } : { kind: "doubtful", ids };
  };
}

/** Candidates within one slip more than allowed, nearest first; `off` counts slips over the allowance. */
function rank(
  word: string,
  sound: string,
  proposed: readonly Candidate[],
): readonly { id: string; off: number }[] {
  const best = new Map<string, { id: string; off: number; apart: number }>();
  for (const { id, squashed, sound: heard } of proposed) {
    const shorter = Math.min(word.length, squashed.length);
    const allowed = slips(shorter) + (shorter >= 5 && heard === sound ? 1 : 0);
    // Two slips and another first letter make another word.
    const begun = begunAlike(word, squashed);
    const bound = boundFor(allowed, begun);
    const apart = distance(word, squashed, bound);
    if (apart > bound || apart > shorter / 2) continue;
    const trusted = apart <= allowed && (apart < 2 || begun);
    const off = trusted ? apart / 10 - 1 : 1;
    const known = best.get(id);
    if (!known || off < known.off) best.set(id, { id, off, apart });
  }
  return [...best.values()].sort((a, b) => a.off - b.off || a.apart - b.apart || (a.id < b.id ? -1 : 1));
}
