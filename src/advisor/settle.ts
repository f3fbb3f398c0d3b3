/** From the needs as they were read to those that hold: what follows from them, and what yields to another. */
import type { Said } from "./cues.ts";
import { between, mergeNeeds, type Need } from "./need.ts";
import type { Requirement, Requirements } from "./schema.ts";

export const settle = (
  needs: readonly Need[],
  requirementById: ReadonlyMap<string, Requirement>,
  together: Requirements["together"],
): readonly Need[] => withTogether(withoutIdle(narrowed(needs, requirementById)), together);

/**
 * Needs with what follows from them, unless that was said not to matter. From what does not matter nothing follows for
 * one who wants little anyway: “easy, and memory is no issue”.
 */
export function withImplied(
  read: readonly { readonly need: Need; readonly implied: readonly Need[] }[],
  requirementById: ReadonlyMap<string, Requirement>,
): readonly Need[] {
  const idle = new Set(read.flatMap(({ need: { id, strength } }) => (strength === "ignore" ? [id] : [])));
  const isFrugal = (id: string): boolean => requirementById.get(id)?.frugal === true;
  const modest = read.some(({ need }) => need.polarity === "want" && isFrugal(need.id));
  return read.flatMap(({ need, implied }) => [
    need,
    ...implied.filter(({ id }) => !idle.has(id) && !(modest && need.strength === "ignore" && !isFrugal(id))),
  ]);
}

/** The needs that follow from one that is wanted, in the same words. */
export function impliedBy(
  need: Need,
  { prefer }: Said,
  requirementById: ReadonlyMap<string, Requirement>,
): readonly Need[] {
  const { implies = [], suggests = [], unconcerned = [], opposite } = requirementById.get(need.id) ?? {};
  const follow = (id: string, must: boolean): Need => ({
    id,
    polarity: "want",
    strength: must ? "must" : "prefer",
    words: need.words,
  });
  if (need.strength === "ignore") return unconcerned.map((id) => follow(id, false));
  if (need.polarity === "avoid") return opposite?.refuses ? [{ ...need, id: opposite.refuses }] : [];
  return [
    ...implies.map((id) => follow(id, !prefer && requirementById.get(id)?.kind === "hard")),
    ...suggests.map((id) => follow(id, false)),
  ];
}

/** “Pods and servers, but the control plane not on Kubernetes” refuses Kubernetes for the control plane alone. */
function narrowed(
  needs: readonly Need[],
  requirementById: ReadonlyMap<string, Requirement>,
): readonly Need[] {
  const refused = (id: string) => needs.some((need) => need.id === id && need.polarity === "avoid");
  const wanted = (id: string) => needs.some((need) => need.id === id && need.polarity === "want");
  const narrow = new Set(
    [...requirementById.values()].flatMap(({ id, narrows }) =>
      narrows !== undefined && refused(id) && wanted(narrows) ? [narrows] : [],
    ),
  );
  return needs.filter(({ id, polarity }) => polarity === "want" || !narrow.has(id));
}

/** What follows from several needs at once, in the words of all of them: clouds of two vendors are several clouds. */
function withTogether(needs: readonly Need[], together: Requirements["together"]): readonly Need[] {
  const follow = together.flatMap(({ of, atLeast = of.length, need: id }): readonly Need[] => {
    const found = needs.filter(
      (need) => need.polarity === "want" && need.strength !== "ignore" && of.includes(need.id),
    );
    if (found.length < atLeast || needs.some((need) => need.id === id)) return [];
    const words = [...new Set(found.map((need) => need.words))].join(between);
    return [{ id, polarity: "want", strength: "prefer", words }];
  });
  return [...needs, ...follow];
}

/** What was said not to matter yields to the same need stated in earnest, and what only follows to a refusal. */
function withoutIdle(needs: readonly Need[]): readonly Need[] {
  const yields = ({ id, polarity, strength }: Need): boolean =>
    needs.some(
      (other) =>
        other.id === id &&
        ((strength === "ignore" && other.strength !== "ignore") ||
          (strength === "prefer" &&
            polarity === "want" &&
            other.polarity === "avoid" &&
            other.strength === "must")),
    );
  return mergeNeeds(needs.filter((need) => !yields(need)));
}
