/** Needs that cannot be met together, said back to the one who stated them. */
import type { Catalog } from "../catalog/catalog.ts";
import type { Need } from "./need.ts";
import type { Say } from "./say.ts";
import type { Requirement } from "./schema.ts";

export function createContradictions(
  requirementById: ReadonlyMap<string, Requirement>,
  catalog: Catalog,
  say: Say,
) {
  const clashes = (id: string): boolean => {
    const requirement = requirementById.get(id);
    return catalog.meshById.has(id) || requirement?.kind === "hard" || requirement?.opposite?.clash === true;
  };

  return (needs: readonly Need[]): readonly string[] => {
    const musts = needs.filter(({ id, strength }) => strength === "must" || catalog.meshById.has(id));
    const wanted = musts.filter(({ polarity, strength }) => polarity === "want" && strength !== "ignore");
    return wanted.flatMap((want) => {
      const avoid = musts.find(({ id, polarity }) => id === want.id && polarity === "avoid");
      return avoid && (clashes(want.id) || (want.strength === "must" && avoid.strength === "must"))
        ? [`You ask for ${say.name(want)} (“${want.words}”) and rule it out (“${avoid.words}”).`]
        : [];
    });
  };
}
