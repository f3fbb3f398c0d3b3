/** Has a hunch of needs that no phrase reads, by what those who used a message's words turned out to need. */
import type { Polarity } from "./need.ts";
import type { Token } from "./tokens.ts";
import { traitsOf } from "./traits.ts";

/** What data/associations.json holds; `npm run learn` makes it. A need is its id, with `!` before one that is avoided. */
export type Associations = {
  /** The log odds of each need before anything is heard. */
  readonly before: Readonly<Record<string, number>>;
  /** What each word, or pair of words, adds to the log odds of needs where it is alone: “simple 2.1, edge -1.3”. */
  readonly words: Readonly<Record<string, string>>;
};

type Hunch = {
  readonly id: string;
  readonly polarity: Polarity;
  /** The places of the words that speak for it most, in order. */
  readonly at: readonly number[];
};

export type Hunches = (tokens: readonly Token[], understood: ReadonlySet<number>) => readonly Hunch[];

/** The log odds of one in five: a guess is shown as one, can be dropped, and only ranks. */
const enough = Math.log(1 / 4);

/** As many guesses as one message gets, the likeliest first: more say less. */
const mostGuessed = 4;

/** As many words and pairs as are shown for one need. */
const mostShown = 3;

type Weights = readonly (readonly [need: string, weight: number])[];

/** What speaks for and against one need. */
type Case = {
  sum: number;
  /** What words add that were not understood. */
  fresh: number;
  readonly by: { readonly fresh: readonly number[]; readonly adds: number }[];
};

/** `understood` are the places of words that a phrase reads: of them alone nothing more is guessed. */
export function createHunches({ before, words }: Associations): Hunches {
  const written = new Map(Object.entries(words));
  const known = new Map<string, Weights>();
  /** Read when first asked for: most words never are. */
  function weightsOf(word: string): Weights {
    const weights = known.get(word) ?? weightsIn(written.get(word) ?? "");
    known.set(word, weights);
    return weights;
  }
  return (tokens, understood) => {
    const traits = traitsOf(tokens).filter(({ text }) => written.has(text));
    // A long message says no more than a short one.
    const scale = 1 / Math.sqrt(traits.length);
    const cases = new Map<string, Case>();
    for (const trait of traits) {
      const fresh = trait.at.filter((at) => !understood.has(at));
      for (const [need, weight] of weightsOf(trait.text)) {
        const it = cases.get(need) ?? { sum: before[need] ?? 0, fresh: 0, by: [] };
        cases.set(need, it);
        const adds = weight * scale;
        it.sum += adds;
        if (fresh.length === 0) continue;
        it.fresh += adds;
        if (adds > 0) it.by.push({ fresh, adds });
      }
    }
    return [...cases]
      .filter(([, { sum, fresh }]) => sum >= enough && fresh > 0)
      .sort(([, a], [, b]) => b.sum - a.sum)
      .slice(0, mostGuessed)
      .map(([need, { by }]) => {
        const id = need.replace("!", "");
        return { id, polarity: id === need ? "want" : "avoid", at: placesOf(by) };
      });
  };
}

/** The places of what speaks loudest. */
function placesOf(by: Case["by"]): readonly number[] {
  const loudest = [...by].sort((a, b) => b.adds - a.adds);
  const least = (loudest[0]?.adds ?? 0) / 2;
  const shown = loudest.filter(({ adds }) => adds >= least).slice(0, mostShown);
  return [...new Set(shown.flatMap(({ fresh }) => fresh))].sort((a, b) => a - b);
}

const weightsIn = (written: string): Weights =>
  written === ""
    ? []
    : written.split(", ").map((it) => {
        const space = it.indexOf(" ");
        return [it.slice(0, space), Number(it.slice(space + 1))];
      });
