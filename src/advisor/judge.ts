/** Judges meshes by needs: hard limits eliminate, everything else ranks, and what is unknown does neither. */
import { isRetired } from "../catalog/banners.ts";
import { type Catalog, companyOn, type Mesh, type MeshRef } from "../catalog/catalog.ts";
import type { Eliminated, Judgement } from "./advice.ts";
import { createLook, type Finding, type Scales } from "./evidence.ts";
import { failing, forbidden, presuming, rankedOf, retired } from "./explain.ts";
import type { Expression } from "./expression.ts";
import type { Need } from "./need.ts";
import type { Requirement, Requirements } from "./schema.ts";

/** A need with all it takes to weigh a mesh by it. */
type Criterion = {
  readonly need: Need;
  readonly requirement: Requirement | undefined;
  readonly expression: Expression | undefined;
  readonly weight: number;
};

/** A mesh, and the same objects for it and its modes whenever it is judged: what was looked up is kept by them. */
type Candidate = { readonly mesh: Mesh; readonly whole: MeshRef; readonly modes: readonly MeshRef[] };

/** What meshes are weighed by: what was stated, and silently what everybody has in mind. */
type Measure = {
  readonly criteria: readonly Criterion[];
  readonly assumed: readonly { readonly expression: Expression; readonly weight: number }[];
  readonly scales: Scales;
};

/** One mesh in one of its modes, weighed. */
export type Weighed = {
  readonly ref: MeshRef;
  /** What the stated needs add up to, unknowns adding nothing. */
  readonly stated: number;
  /** The same with what everybody needs. */
  readonly sum: number;
  readonly findings: readonly { readonly criterion: Criterion; readonly finding: Finding }[];
  readonly failed: { readonly criterion: Criterion; readonly finding: Finding } | undefined;
};

export type Judge = (needs: readonly Need[], today: string) => Judgement;

const same = 1e-9;

export function createJudge(requirements: Requirements, catalog: Catalog): Judge {
  const requirementById = new Map(requirements.requirements.map((it) => [it.id, it]));
  const look = createLook(catalog);
  const named = new Map(
    catalog.meshes.map(({ id }) => [id, { want: { builtOn: id }, avoid: { not: { builtOn: id } } }]),
  );
  const candidates = catalog.meshes.map(
    (mesh): Candidate => ({
      mesh,
      whole: { mesh: mesh.id },
      modes: (mesh.modes ?? []).map((mode) => ({ mesh: mesh.id, mode: mode.id })),
    }),
  );
  const common = Object.entries(requirements.assumed).flatMap(([id, weight]) => {
    const expression = requirementById.get(id)?.satisfied;
    return expression ? [{ id, expression, weight }] : [];
  });

  function criterionOf(need: Need): Criterion {
    const requirement = requirementById.get(need.id);
    const { weights } = requirements;
    if (!requirement) {
      return { need, requirement, expression: named.get(need.id)?.[need.polarity], weight: weights.named };
    }
    const expression = need.polarity === "want" ? requirement.satisfied : requirement.opposite?.satisfied;
    const strength =
      requirement.kind === "context" && need.strength !== "must" ? weights.context : weightOf(need);
    return { need, requirement, expression, weight: strength * (requirement.weight ?? 1) };
  }

  const weightOf = ({ strength }: Need): number =>
    strength === "must" ? requirements.weights.must : requirements.weights.prefer;

  const scalesOf = new Map<string, Scales>([["", requirements.scales]]);

  /** Grades and maturities as the needs make them count: a beta is nothing to one who wants only what is GA. */
  function scalesFor(needs: readonly Need[]): Scales {
    const counting = requirements.requirements.filter(
      ({ id, counts }) => counts && needs.some((need) => need.id === id && need.polarity === "want"),
    );
    const key = counting.map(({ id }) => id).join(" ");
    const known = scalesOf.get(key);
    if (known) return known;
    const grades = Object.assign(
      {},
      requirements.scales.grades,
      ...counting.map(({ counts }) => counts?.grades),
    );
    const maturities = Object.assign(
      {},
      requirements.scales.maturities,
      ...counting.map(({ counts }) => counts?.maturities),
    );
    const scales: Scales = { ...requirements.scales, grades, maturities };
    scalesOf.set(key, scales);
    return scales;
  }

  function weigh(ref: MeshRef, { criteria, assumed, scales }: Measure): Weighed {
    const findings = criteria.map((criterion) => ({ criterion, finding: findingOf(ref, criterion, scales) }));
    const stated = findings.reduce(
      (sum, { criterion, finding }) => sum + worth(criterion.weight, finding),
      0,
    );
    // “only Istio or Linkerd”: one of them is enough.
    const chosen = findings.some(
      ({ criterion, finding }) => isChoice(criterion) && !fails(criterion, finding),
    );
    const silent = assumed.reduce((sum, it) => sum + worth(it.weight, look(scales, ref, it.expression)), 0);
    return {
      ref,
      stated,
      sum: stated + silent,
      findings,
      failed: findings.find(
        ({ criterion, finding }) => fails(criterion, finding) && !(chosen && isChoice(criterion)),
      ),
    };
  }

  function findingOf(ref: MeshRef, { expression }: Criterion, scales: Scales): Finding {
    return expression ? look(scales, ref, expression) : { value: undefined, facts: [] };
  }

  /** The best mode of a mesh; the mode is named only where it does better than another. */
  function best({ whole, modes }: Candidate, measure: Measure): Weighed {
    const weighed = (modes.length > 0 ? modes : [whole]).map((ref) => weigh(ref, measure));
    const standing = weighed.filter(({ failed }) => !failed);
    const ranked = [...(standing.length > 0 ? standing : weighed)].sort((a, b) => b.sum - a.sum);
    const [first = weigh(whole, measure)] = ranked;
    const differs = weighed.some(
      ({ stated, failed }) => Math.abs(stated - first.stated) > same || (failed && !first.failed),
    );
    return differs ? first : { ...first, ref: whole };
  }

  return (needs, today) => {
    const stated = needs.filter(({ strength }) => strength !== "ignore");
    const criteria = stated.map(criterionOf).filter(({ expression }) => expression !== undefined);
    const scales = scalesFor(stated);
    // Nothing is assumed of what was said not to matter.
    const assumed = common.filter(
      (it) => !needs.some(({ id, polarity }) => id === it.id && polarity === "avoid"),
    );
    const total = [...criteria, ...assumed].reduce((sum, { weight }) => sum + weight, 0);

    const eliminated: Eliminated[] = [];
    const standing: Weighed[] = [];
    const wanted = new Set(stated.flatMap(({ id, polarity }) => (polarity === "want" ? [id] : [])));
    const silent = requirements.requirements.filter(
      ({ id, unstated }) => unstated && ![id, ...(unstated.or ?? [])].some((it) => wanted.has(it)),
    );
    for (const candidate of candidates) {
      const { mesh, whole } = candidate;
      const presumes = silent.find(
        ({ unstated }) =>
          unstated && !wanted.has(mesh.id) && (look(scales, whole, unstated.satisfied).value ?? 1) < 0.5,
      );
      const weighed = best(candidate, { criteria, assumed, scales });
      if (companyOn(catalog, mesh.id)?.approval?.state === "forbidden")
        eliminated.push(forbidden(catalog, mesh));
      else if (isRetired(mesh, today)) eliminated.push(retired(catalog, mesh));
      else if (weighed.failed) eliminated.push(failing(catalog, mesh, weighed.failed));
      else if (presumes) eliminated.push(presuming(catalog, mesh, presumes));
      else standing.push(weighed);
    }
    standing.sort(
      (a, b) => (Math.abs(a.sum - b.sum) > same ? b.sum - a.sum : 0) || (a.ref.mesh < b.ref.mesh ? -1 : 1),
    );
    const [leader] = standing;
    const ties = leader
      ? standing.filter(({ sum }) => leader.sum - sum <= requirements.weights.tie).map(({ ref }) => ref.mesh)
      : [];
    return {
      ranking: standing.map((it) => rankedOf(catalog, it, total)),
      eliminated,
      ties: ties.length > 1 ? ties : [],
    };
  };
}

/** What a finding adds: nothing where nothing is known, and nothing where it is met by half. */
const worth = (weight: number, { value = 0.5 }: Finding): number => weight * (value - 0.5);

/** A mesh named as one that may be taken. */
const isChoice = ({ need, requirement }: Criterion): boolean =>
  !requirement && need.polarity === "want" && need.strength === "must";

/** A hard limit fails below what is enough, a wish called a must only where the catalog says there is nothing. */
function fails({ need, requirement }: Criterion, { value }: Finding): boolean {
  if (value === undefined || need.strength !== "must") return false;
  if (!requirement) return need.polarity === "avoid" ? value < 0.5 : value < 1;
  if (need.polarity === "avoid" && requirement.opposite?.limit === true)
    return value < (requirement.enough ?? 0.3);
  return requirement.kind === "hard"
    ? value < (requirement.enough ?? 0.3)
    : value === 0 && requirement.kind !== "context";
}
