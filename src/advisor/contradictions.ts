/** Needs that cannot be met together, said back to the one who stated them. */
import type { Catalog } from "../catalog/catalog.ts";
import type { Judgement } from "./advice.ts";
import type { Need } from "./need.ts";
import type { Say } from "./say.ts";
import type { Requirement } from "./schema.ts";

/** A mesh nobody should adopt is told by its state, not by what else was asked. */
const retired = "maintained";

export function createContradictions(
  requirementById: ReadonlyMap<string, Requirement>,
  catalog: Catalog,
  say: Say,
) {
  const clashes = (id: string): boolean => {
    const requirement = requirementById.get(id);
    return catalog.meshById.has(id) || requirement?.kind === "hard" || requirement?.opposite?.clash === true;
  };

  return (needs: readonly Need[], { eliminated }: Judgement): readonly string[] => {
    const musts = needs.filter(
      ({ id, strength }) => strength === "must" || (strength !== "ignore" && catalog.meshById.has(id)),
    );
    const wanted = musts.filter(({ polarity }) => polarity === "want");
    const named = wanted.filter(({ id }) => catalog.meshById.has(id));
    const [only] = named;
    // The one mesh that is asked for does not pass what else is asked for.
    const failed =
      named.length === 1 && only
        ? eliminated.find(
            ({ mesh, need }) => mesh === only.id && need !== retired && needs.some(({ id }) => id === need),
          )
        : undefined;
    const against =
      failed && failed.need !== only?.id
        ? [
            `You ask for ${say.name({ id: failed.mesh, polarity: "want" })}, which something else you ask for rules out. ${failed.because}.`,
          ]
        : [];
    const clashing = wanted.flatMap((want) => {
      const avoid = musts.find(({ id, polarity }) => id === want.id && polarity === "avoid");
      return avoid && (clashes(want.id) || (want.strength === "must" && avoid.strength === "must"))
        ? [`You ask for ${say.name(want)} (“${want.words}”) and rule it out (“${avoid.words}”).`]
        : [];
    });
    return [...clashing, ...(clashing.length > 0 ? [] : against)];
  };
}
