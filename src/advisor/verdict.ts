/** Decides what kind of answer the needs allow: a fit, no mesh at all, a question back, or none of our business. */
import { isRetired } from "../catalog/banners.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Instead, Judgement, Verdict } from "./advice.ts";
import type { Need } from "./need.ts";
import type { Reading } from "./read.ts";
import type { Alternative, Requirement, Requirements } from "./schema.ts";

export type Decision = { readonly verdict: Verdict; readonly instead: readonly Instead[] };

export function createVerdict(
  { alternatives, enough, weights }: Requirements,
  requirementById: ReadonlyMap<string, Requirement>,
  catalog: Catalog,
) {
  const isWanted = ({ polarity, strength }: Need) => polarity === "want" && strength !== "ignore";

  /** Needs that can decide something: not circumstances, not what everybody wants, not a name. */
  const isSubstance = (need: Need): boolean => {
    const requirement = requirementById.get(need.id);
    if (!requirement || need.strength === "ignore") return false;
    if (need.polarity === "avoid") return requirement.opposite?.satisfied !== undefined;
    return (
      !requirement.vague &&
      requirement.satisfied !== undefined &&
      (requirement.kind !== "context" || need.strength === "must")
    );
  };

  /** How much was said that could decide something; a name alone says nothing. */
  function said({ needs, signals }: Reading, judgement: Judgement): number {
    // The same words say no more by meaning two things: “a bank”.
    const byWords = new Map<string, number>();
    for (const [at, need] of needs.entries()) {
      const words = need.words === "" ? String(at) : need.words;
      byWords.set(words, Math.max(byWords.get(words) ?? 0, saidBy(need, judgement)));
    }
    return [...byWords.values()].reduce((sum, it) => sum + it, signals.has("asks") ? enough.asked : 0);
  }

  function saidBy(need: Need, { eliminated }: Judgement): number {
    const requirement = requirementById.get(need.id);
    if (need.strength === "ignore") return enough.ignored;
    if (!requirement) {
      if (need.polarity === "avoid") return enough.refused;
      return need.strength === "must" ? enough.hard : 0;
    }
    if (!isSubstance(need))
      return requirement.platform ? enough.common : requirement.vague ? 0 : weights.context;
    const decisive = eliminated.filter((it) => it.need === need.id).length >= enough.decisive;
    return decisive || requirement.kind === "hard" ? enough.hard : (requirement.weight ?? 1);
  }

  const offered = (needs: readonly Need[]) =>
    alternatives.filter(
      ({ where }) =>
        where === undefined || where.some((id) => needs.some((it) => it.id === id && isWanted(it))),
    );

  /** What does without a mesh all that was asked for, where the asker doubts, has little, or wants nothing else. */
  function withoutMesh({ needs, signals, only }: Reading): readonly Alternative[] {
    const wanted = needs.filter(isWanted);
    const frugal = wanted.filter(({ id }) => requirementById.get(id)?.frugal === true);
    const asked = needs.filter((need) => {
      const requirement = requirementById.get(need.id);
      return isSubstance(need) && !requirement?.frugal && !requirement?.platform;
    });
    const doubts = signals.has("doubts");
    const serves = ({ serves: fully, partly = [] }: Alternative, id: string): boolean =>
      fully.includes(id) || (doubts && partly.includes(id));
    const serving = offered(needs).filter((it) => asked.some(({ id }) => serves(it, id)));
    const served = asked.every(
      ({ id, polarity }) => polarity === "want" && serving.some((it) => serves(it, id)),
    );
    const tiny = wanted.some(({ id }) => id === "tiny");
    const bySame = serving.some((it) => asked.every(({ id }) => serves(it, id)));
    const content =
      bySame && !signals.has("asks") && (signals.has("alone") || asked.every(({ id }) => only.has(id)));
    // What takes three things beside each other a mesh does in one.
    const scattered = asked.length > 2 && !bySame && frugal.length === 0;
    if (!served || scattered || !(doubts || (tiny && asked.length === 0) || content)) return [];
    if (asked.length === 0 && !tiny && frugal.length === 0) return [];
    const choice = serving.length > 0 ? serving : offered(needs);
    return choice.slice(0, 3);
  }

  return (
    reading: Reading,
    judgement: Judgement,
    contradictions: readonly string[],
    today: string,
  ): Decision => {
    const { needs, signals } = reading;
    const special = offered(needs).filter(({ where }) => where !== undefined);
    const local = special.map(insteadOf);
    const unsure: Decision = { verdict: "unsure", instead: local };

    if (isElsewhere(reading, catalog)) return { verdict: "off-topic", instead: [] };
    if (contradictions.length > 0) return unsure;
    const without = withoutMesh(reading);
    if (without.length > 0) return { verdict: "no-mesh", instead: without.map(insteadOf) };
    // “we have VMs” asks for nothing yet.
    const [sole, another] = needs;
    const asked = ["mesh", "surely", "asks", "doubts"] as const;
    const idle = sole?.polarity === "want" && !another && requirementById.get(sole.id)?.platform === true;
    if (idle && !asked.some((signal) => signals.has(signal))) return unsure;
    const refused = needs.filter(({ id, polarity }) => polarity === "avoid" && catalog.meshById.has(id));
    // “Istio stays” has decided already.
    const kept =
      !signals.has("doubts") &&
      needs.some(
        ({ id, polarity, strength }) =>
          polarity === "want" && strength === "must" && catalog.meshById.has(id),
      );
    if (!(kept || needs.some(isSubstance) || refused.length > 0) || said(reading, judgement) <= enough.pick)
      return unsure;
    const [leader] = judgement.ranking;
    if (!leader) return special.length > 0 ? { verdict: "no-mesh", instead: local } : unsure;
    const wantsRetired = needs.some((need) => {
      const mesh = catalog.meshById.get(need.id);
      return isWanted(need) && mesh !== undefined && isRetired(mesh, today) && need.strength === "must";
    });
    const doubtful = needs.some(
      ({ id, strength, polarity }) =>
        strength === "must" &&
        polarity === "want" &&
        requirementById.get(id)?.kind === "hard" &&
        leader.unknown.includes(id),
    );
    // More of what was asked is missed than met.
    const poor = leader.score < 50;
    if (wantsRetired || doubtful || poor || judgement.ties.length > 3) return unsure;
    const plain = new Set(needs.flatMap(({ id, words }) => (requirementById.has(id) ? [words] : []))).size;
    const explains =
      signals.has("explains") &&
      !signals.has("asks") &&
      !kept &&
      (plain <= 2 || !(signals.has("mesh") || signals.has("surely")));
    if (signals.has("orders") || explains) return unsure;
    return { verdict: "fit", instead: local };
  };
}

const insteadOf = ({ name, because, source }: Alternative): Instead => ({ name, because, source });

/** Another subject, another language, an order to the machine, or nothing at all about meshes. */
function isElsewhere({ needs, signals, apart }: Reading, catalog: Catalog): boolean {
  const named = needs.some(({ id }) => catalog.meshById.has(id));
  const surely = signals.has("surely") || named;
  const about = surely || signals.has("mesh") || signals.has("doubts");
  const foreign = signals.get("foreign") ?? 0;
  if (signals.has("errand") && !named && !signals.has("mesh")) return true;
  if (foreign >= 2 && foreign > (signals.get("english") ?? 0)) return true;
  if (signals.has("elsewhere") && !surely && apart < 2) return true;
  return needs.length === 0 && !about && !signals.has("asks");
}
