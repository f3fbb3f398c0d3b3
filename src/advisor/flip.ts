/** What would change the advice: found by really judging again with each need dropped or added. */
import type { Flip, Judgement } from "./advice.ts";
import type { Judge } from "./judge.ts";
import type { Need } from "./need.ts";
import type { Say } from "./say.ts";
import type { Requirement } from "./schema.ts";

const most = { drop: 4, add: 4 };

export function createFlips(requirements: readonly Requirement[], judge: Judge, say: Say) {
  const addable = requirements
    .filter(({ satisfied, question }) => satisfied !== undefined && question !== undefined)
    .map(
      ({ id, kind }): Need => ({
        id,
        polarity: "want",
        strength: kind === "hard" ? "must" : "prefer",
        words: "",
      }),
    );

  return (needs: readonly Need[], judgement: Judgement, today: string): readonly Flip[] => {
    const leader = judgement.ranking[0]?.mesh;
    if (leader === undefined) return [];
    const leaderOf = (changed: readonly Need[]): string | undefined => {
      const { ranking, ties } = judge(changed, today);
      // Where the present leader still ties for the first place, nothing has changed that one could act on.
      return ties.includes(leader) ? leader : ranking[0]?.mesh;
    };
    const flips = (kind: Flip["kind"], candidates: readonly Need[]): readonly Flip[] =>
      candidates
        .flatMap((need): readonly Flip[] => {
          const next = leaderOf(amend(needs, kind, need));
          if (next === undefined || next === leader) return [];
          const change =
            kind === "drop" ? `without “${say.name(need)}”` : `if you also need ${say.name(need)}`;
          return [{ change, leader: next, kind, need }];
        })
        .slice(0, most[kind]);

    const stated = needs.filter(({ strength }) => strength !== "ignore");
    const unstated = addable.filter(({ id }) => !needs.some((need) => need.id === id));
    return [...flips("drop", stated), ...differing(flips("add", unstated))];
  };
}

/** The needs with one dropped, or one more. */
export const amend = (needs: readonly Need[], kind: Flip["kind"], need: Need): readonly Need[] =>
  kind === "add"
    ? [...needs, need]
    : needs.filter((it) => it !== need && !(it.id === need.id && it.polarity === need.polarity));

/** At most two ways to each other leader. */
function differing(flips: readonly Flip[]): readonly Flip[] {
  const seen = new Map<string, number>();
  return flips.filter(({ leader }) => {
    const times = seen.get(leader) ?? 0;
    seen.set(leader, times + 1);
    return times < 2;
  });
}
