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
  const isMesh = ({ id }: Need) => catalog.meshById.has(id);
  const clashes = (need: Need): boolean => {
    const requirement = requirementById.get(need.id);
    return isMesh(need) || requirement?.kind === "hard" || requirement?.opposite?.clash === true;
  };

  /** One thing wanted and ruled out. */
  const clashing = (wanted: readonly Need[], avoided: readonly Need[]): readonly string[] =>
    wanted.flatMap((want) => {
      const avoid = avoided.find(({ id }) => id === want.id);
      return avoid && (clashes(want) || (want.strength === "must" && avoid.strength === "must"))
        ? [`You ask for ${say.name(want)} (“${want.words}”) and rule it out (“${avoid.words}”).`]
        : [];
    });

  /** Two platforms of which each is to be the only one. */
  function twoAlone(needs: readonly Need[], only: ReadonlySet<string>): readonly string[] {
    const alone = needs.filter(({ id, polarity, strength }) => {
      const requirement = requirementById.get(id);
      const lonely = requirement?.alone === true || (only.has(id) && requirement?.platform === true);
      return lonely && polarity === "want" && strength !== "ignore";
    });
    const [one, other] = alone;
    if (!one || !other) return [];
    return [
      `You ask for nothing but ${say.name(one)} (“${one.words}”) and for nothing but ${say.name(other)} (“${other.words}”).`,
    ];
  }

  /** The one mesh that is asked for, where something else that is asked for rules it out. */
  function ruledOut(stated: readonly Need[], { eliminated }: Judgement): readonly string[] {
    const [mesh, another] = stated.filter((need) => isMesh(need) && need.polarity === "want");
    if (!mesh || another) return [];
    const failed = eliminated.find(
      ({ mesh: id, need }) => id === mesh.id && need !== mesh.id && need !== retired,
    );
    const cause = failed && stated.find(({ id }) => id === failed.need);
    return cause
      ? [`You ask for ${say.name(mesh)} and for ${say.name(cause)} (“${cause.words}”). ${failed.because}.`]
      : [];
  }

  return (needs: readonly Need[], judgement: Judgement, only: ReadonlySet<string>): readonly string[] => {
    const stated = needs.filter(
      (need) => need.strength === "must" || (need.strength !== "ignore" && isMesh(need)),
    );
    const wanted = stated.filter(({ polarity }) => polarity === "want");
    const avoided = stated.filter(({ polarity }) => polarity === "avoid");
    const found = [...clashing(wanted, avoided), ...twoAlone(needs, only)];
    return found.length > 0 ? found : ruledOut(stated, judgement);
  };
}
