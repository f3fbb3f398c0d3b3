/** Puts a judgement into words: why a mesh is out, and what speaks for and against one that stands. */
import { type Catalog, companyOn, type Mesh, sourceOf } from "../catalog/catalog.ts";
import type { Eliminated, Evidence, Ranked, Reference } from "./advice.ts";
import type { Fact } from "./evidence.ts";
import type { Weighed } from "./judge.ts";
import type { Requirement } from "./schema.ts";

/** Why a mesh that nobody should newly adopt is out. */
export function retired(catalog: Catalog, mesh: Mesh): Eliminated {
  const { state, since, note, sources } = mesh.status;
  const { version, date } = mesh.lastRelease;
  const why =
    mesh.endOfLife !== undefined && state === "ended"
      ? `support ended on ${mesh.endOfLife.date}`
      : `${state === "active" ? "dormant" : state}${since ? ` since ${since}` : ""}, last release ${version} of ${date}`;
  return {
    mesh: mesh.id,
    because: `${mesh.name}: ${why}${note ? `. ${note}` : ""}`,
    need: "maintained",
    sources: referencesOf(catalog, mesh, sources),
  };
}

/** Why a mesh that the company forbids is out. */
export function forbidden(catalog: Catalog, mesh: Mesh): Eliminated {
  const { owner, reason } = companyOn(catalog, mesh.id)?.approval ?? {
    owner: "nobody",
    reason: "none given",
  };
  const because = `${mesh.name}: ${catalog.overlay?.company} forbids it, says ${owner}: ${reason}`;
  return { mesh: mesh.id, because, need: "approved", sources: [] };
}

/** Ruled out by what nobody has said: it takes a platform that was not named. */
export function presuming(catalog: Catalog, mesh: Mesh, { id, unstated }: Requirement): Eliminated {
  const because = `${mesh.name}: ${unstated?.unmet ?? "takes something you have not named"}`;
  return { mesh: mesh.id, because, need: id, sources: referencesOf(catalog, mesh, mesh.status.sources) };
}

/** Why a mesh is out: the limit it fails, with the fact that says so. */
export function failing(
  catalog: Catalog,
  mesh: Mesh,
  { criterion, finding }: NonNullable<Weighed["failed"]>,
): Eliminated {
  const { need, requirement } = criterion;
  const fact = extremeOf(finding.facts, "least");
  const because = requirement
    ? unmetBy(need.polarity === "want" ? requirement.unmet : undefined, fact?.says)
    : need.polarity === "avoid"
      ? need.id === mesh.id
        ? "you ruled it out"
        : `it is built on ${catalog.meshById.get(need.id)?.name ?? need.id}, which you ruled out`
      : `you asked for ${catalog.meshById.get(need.id)?.name ?? need.id}`;
  return {
    mesh: mesh.id,
    because: `${mesh.name}: ${because}`,
    need: need.id,
    sources: referencesOf(catalog, mesh, fact?.sources ?? []),
  };
}

/** What is unmet, with the fact; after “does not run on Nomad” a bare “Nomad: no” adds nothing but its note. */
function unmetBy(unmet: string | undefined, fact = ""): string {
  if (unmet === undefined) return fact;
  const note = fact.replace(/^[^:]+: no(?:\. |$)/u, "");
  return note === "" ? unmet : `${unmet}. ${note}`;
}

/** A mesh in the ranking, with the evidence for and against it. */
export function rankedOf(catalog: Catalog, { ref, sum, findings }: Weighed, total: number): Ranked {
  const mesh = catalog.meshById.get(ref.mesh);
  const evidence = (wanted: (value: number) => boolean, pick: "most" | "least"): readonly Evidence[] =>
    findings.flatMap(({ criterion, finding }) => {
      const fact =
        finding.value !== undefined && wanted(finding.value) ? extremeOf(finding.facts, pick) : undefined;
      if (!fact) return [];
      return [
        {
          need: criterion.need.id,
          evidence: fact.says,
          sources: referencesOf(catalog, mesh, fact.sources),
          asOf: fact.asOf,
        },
      ];
    });
  return {
    ...ref,
    score: total === 0 ? 50 : Math.round((0.5 + sum / total) * 1000) / 10,
    met: evidence((value) => value > 0.5, "most"),
    missed: evidence((value) => value <= 0.5, "least"),
    unknown: findings.flatMap(({ criterion, finding }) =>
      finding.value === undefined ? [criterion.need.id] : [],
    ),
  };
}

const extremeOf = (facts: readonly Fact[], which: "most" | "least"): Fact | undefined =>
  facts.reduce<Fact | undefined>(
    (best, fact) =>
      !best || (which === "most" ? fact.value > best.value : fact.value < best.value) ? fact : best,
    undefined,
  );

function referencesOf(
  catalog: Catalog,
  mesh: Mesh | undefined,
  keys: readonly string[],
): readonly Reference[] {
  return keys.map((key) => {
    const { title, url } = sourceOf(catalog, mesh, key);
    return url === undefined ? { title } : { title, url };
  });
}
