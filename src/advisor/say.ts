/** Says needs in words that read back as the same needs: for buttons, flips and the wizard's sentence. */
import type { Catalog } from "../catalog/catalog.ts";
import type { Need } from "./need.ts";
import type { Requirement } from "./schema.ts";

export type Named = Pick<Need, "id" | "polarity"> & Partial<Pick<Need, "strength">>;

export type Say = {
  /** “virtual machines”, “no sidecars”, “not Istio”. */
  readonly name: (need: Named) => string;
  /** The whole sentence a person might have typed. */
  readonly sentence: (needs: readonly Need[]) => string;
};

export function createSay(requirementById: ReadonlyMap<string, Requirement>, catalog: Catalog): Say {
  const subject = (id: string): string =>
    requirementById.get(id)?.name ?? catalog.meshById.get(id)?.name ?? id;

  const name = ({ id, polarity, strength }: Named): string => {
    if (polarity === "want" || strength === "ignore") return subject(id);
    return requirementById.get(id)?.opposite?.name ?? `no ${subject(id)}`;
  };

  const clause = (need: Need): string => {
    if (need.strength === "ignore") return `don't care about ${subject(need.id)}`;
    const lead = need.strength === "must" ? "need" : "prefer";
    const opposite = requirementById.get(need.id)?.opposite?.name;
    if (need.polarity === "want") return `${lead} ${subject(need.id)}`;
    if (opposite !== undefined) return `${lead} ${opposite}`;
    return need.strength === "must" ? `not ${subject(need.id)}` : `prefer not ${subject(need.id)}`;
  };

  return { name, sentence: (needs) => needs.map(clause).join("; ") };
}
