/** A need as a value: what somebody asks of a mesh, and the words it was read from. */

export type Polarity = "want" | "avoid";

/** must: eliminates where the need is a hard limit; prefer: ranks; ignore: said not to matter. */
export type Strength = "must" | "prefer" | "ignore";

/** The id of a requirement, or of a mesh that was named. */
export type Need = {
  readonly id: string;
  readonly polarity: Polarity;
  readonly strength: Strength;
  readonly words: string;
  /** Not said outright: taken from words that often go with it. */
  readonly guessed?: true;
};

export const sameNeed = (a: Need, b: Need): boolean => a.id === b.id && a.polarity === b.polarity;

const rank: Readonly<Record<Strength, number>> = { ignore: 0, prefer: 1, must: 2 };

/** One need for each id and polarity, in the order first said, with the strongest strength and all its words. */
export function mergeNeeds(needs: readonly Need[]): readonly Need[] {
  const merged: Need[] = [];
  for (const need of needs) {
    const at = merged.findIndex((other) => sameNeed(other, need));
    const known = merged[at];
    if (!known) {
      merged.push(need);
      continue;
    }
    const strength = rank[need.strength] > rank[known.strength] ? need.strength : known.strength;
    merged[at] = { ...known, strength, words: joined(known.words, need.words) };
  }
  return merged;
}

/** Who says a thing more often than this is shown the first few. */
const mostPlaces = 4;
/** Stands between words from several places. */
export const between = " … ";

function joined(known: string, words: string): string {
  const places = known.split(between);
  if (places.length >= mostPlaces || places.some((it) => it.includes(words))) return known;
  return `${known}${between}${words}`;
}
