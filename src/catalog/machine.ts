/** The whole catalog as public JSON, for programs that read it. */
import { bannersOf } from "./banners.ts";
import {
  type Catalog,
  type Cell,
  isGraded,
  isRated,
  isStated,
  type Mesh,
  type Statement,
  sourceOf,
} from "./catalog.ts";
import { statementsIn } from "./statements.ts";

/** How many claims the article makes, numbered from 1. */
const articleClaims = 75;

/** Public and stable. `today`, YYYY-MM-DD, decides the banners. */
export function machineForm(catalog: Catalog, today: string) {
  const { version, date, meshes, features } = catalog;
  return {
    version,
    date,
    meshes: meshes.map((mesh) => ({
      id: mesh.id,
      name: mesh.name,
      status: mesh.status.state,
      banners: bannersOf(mesh, today),
    })),
    features: features.map(({ id, group }) => ({ id, group })),
    cells: meshes.flatMap((mesh) => cellsOf(catalog, mesh)),
    claims: claimsOf(catalog),
  };
}

function cellsOf(catalog: Catalog, mesh: Mesh) {
  const sources = (keys: readonly string[]) =>
    keys.map((key) => {
      const { title, url } = sourceOf(catalog, mesh, key);
      return { id: key, title, ...(url !== undefined && { url }) };
    });
  return catalog.features.flatMap(({ id: feature }) => {
    const cell = mesh.cells[feature];
    if (!cell) return [];
    const { sources: cited, asOf, ...rest } = applied(plainCell(cell));
    const whole = { mesh: mesh.id, feature, ...rest, sources: sources(cited), asOf };
    const modes = isGraded(cell) ? Object.entries(cell.modes ?? {}) : [];
    return [
      whole,
      ...modes.map(([mode, it]) => ({
        mesh: mesh.id,
        mode,
        feature,
        ...applied(it),
        sources: sources(it.sources),
      })),
    ];
  });
}

/** What cannot apply is not there, and says why: `grade` keeps to six words. */
const applied = <Known extends { readonly grade: string }>(cell: Known) =>
  cell.grade === "not-applicable" ? { ...cell, grade: "none" as const, applies: false } : cell;

/** A stated or rated feature that is known is `default`: it is simply so. */
function plainCell(cell: Cell) {
  if (isGraded(cell)) {
    const { modes: _, ...own } = cell;
    return own;
  }
  if (isStated(cell)) return { ...cell, grade: /^unknown\b/iu.test(cell.value) ? "unknown" : "default" };
  const cited = cell.opinions.flatMap(({ by, dispute }) => [by, ...(dispute ? [dispute.by] : [])]);
  const asOf = cell.opinions.map((it) => it.dispute?.asOf ?? it.asOf).reduce((a, b) => (a > b ? a : b));
  return { grade: "default", opinions: cell.opinions, sources: [...new Set(cited)], asOf };
}

type Claim = {
  readonly n: number;
  readonly carriedIn?: readonly string[];
  readonly disputedBy?: readonly string[];
};

/** Where each of the article's claims stands, or which sources dispute it. */
function claimsOf(catalog: Catalog): readonly Claim[] {
  const carried = new Map<number, { places: string[]; disputes: string[] }>();
  const note = (place: string, { claim, dispute }: Statement) => {
    if (claim === undefined) return;
    const entry = carried.get(claim) ?? { places: [], disputes: [] };
    entry.places.push(place);
    if (dispute) entry.disputes.push(dispute.by);
    carried.set(claim, entry);
  };
  for (const [at, claim] of catalog.claims.entries()) note(`claims.yaml claims.${at}`, claim);
  for (const mesh of catalog.meshes)
    for (const { path, statement } of statementsIn(mesh)) note(`meshes/${mesh.id}.yaml ${path}`, statement);
  return Array.from({ length: articleClaims }, (_, at) => {
    const { places = [], disputes = [] } = carried.get(at + 1) ?? {};
    return {
      n: at + 1,
      ...(disputes.length > 0 ? { disputedBy: [...new Set(disputes)] } : { carriedIn: places }),
    };
  });
}

/** How much is known: numbers for the listing and the about card. */
export function coverage(catalog: Catalog, today: string) {
  const cells = catalog.meshes.flatMap((mesh) => Object.values(mesh.cells));
  const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
  const known = cells.filter((cell) => plainCell(cell).grade !== "unknown");
  return {
    meshes: catalog.meshes.length,
    features: catalog.features.length,
    cells: cells.length,
    known: known.length,
    recent: known.filter((cell) => (isRated(cell) ? plainCell(cell).asOf : cell.asOf) >= yearAgo).length,
  };
}
