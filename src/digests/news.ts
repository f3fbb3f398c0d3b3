/** What is new of some meshes between what readers know and today. */
import type { Catalog, MeshRef, Source } from "../catalog/catalog.ts";
import { sourceOf } from "../catalog/catalog.ts";
import { type Change, type ChangeKind, diffCatalogs } from "../catalog/diff.ts";

/** Support that ends within these many days is news. */
const warnDays = 60;
const day = 24 * 60 * 60 * 1000;

/** Opinions and wordings change without the mesh doing so. */
const quiet: ReadonlySet<ChangeKind> = new Set(["rating", "value", "edition"]);

/** Support that comes within sight of its end. */
export type Ending = {
  readonly mesh: string;
  readonly what: string;
  readonly date: string;
  readonly sources: readonly Source[];
};

export type News = {
  /** The day up to which readers know everything. */
  readonly since: string;
  readonly changes: readonly Change[];
  readonly endings: readonly Ending[];
};

export type Then = { readonly catalog: Catalog; readonly at: number };

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** `wanted` tells which meshes are asked after. */
export function newsBetween(then: Then, now: Then, wanted: (mesh: string) => boolean): News {
  const [before, after] = [dayOf(then.at), dayOf(now.at)];
  const changes = diffCatalogs(then.catalog, now.catalog, { before, after }).filter(
    (it) => wanted(it.mesh) && !quiet.has(it.kind) && !isLearnt(it),
  );
  return {
    since: before,
    changes,
    endings: endingsBetween(now.catalog, before, after).filter(({ mesh }) => wanted(mesh)),
  };
}

/** Whatever ends soon, and did not end soon yet on the day before. */
function endingsBetween(catalog: Catalog, before: string, after: string): readonly Ending[] {
  const sight = (today: string) => dayOf(Date.parse(`${today}T00:00:00Z`) + warnDays * day);
  const [knownUntil, until] = [sight(before), sight(after)];
  return catalog.meshes.flatMap((mesh) => {
    const ends = [
      ...(mesh.releases ?? []).map(({ line, endOfLife, sources }) => ({
        what: `Support of line ${line}`,
        date: endOfLife,
        sources,
      })),
      ...(mesh.endOfLife
        ? [{ what: `Support of ${mesh.name}`, date: mesh.endOfLife.date, sources: mesh.endOfLife.sources }]
        : []),
    ];
    return ends.flatMap(({ what, date, sources }): readonly Ending[] =>
      date !== undefined && date > knownUntil && date <= until && date >= after
        ? [{ mesh: mesh.id, what, date, sources: sources.map((key) => sourceOf(catalog, mesh, key)) }]
        : [],
    );
  });
}

/** What was merely not known before did not change with the mesh. */
const isLearnt = ({ kind, before, after }: Change): boolean =>
  kind === "grade" && (before === "unknown" || after === "unknown");

export const isEmpty = ({ changes, endings }: News): boolean => changes.length + endings.length === 0;

/** Every mesh with news, in the order of the catalog. */
export const meshesIn = ({ changes, endings }: News): readonly MeshRef[] =>
  [...new Set([...changes, ...endings].map(({ mesh }) => mesh))].map((mesh) => ({ mesh }));
