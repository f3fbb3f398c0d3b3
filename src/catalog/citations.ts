/** Every source a mesh's facts rest on, with what it supports: cells first, then the project, then what is said of it. */
import { type Catalog, type Cell, cellOf, isRated, type MeshRef, meshOf, type Statement } from "./catalog.ts";

export type Citation = { readonly about: string; readonly key: string; readonly asOf: string };

/** `feature` keeps to the cell of one feature. */
export function citationsOf(catalog: Catalog, ref: MeshRef, feature?: string): readonly Citation[] {
  const cells = catalog.features
    .filter(({ id }) => feature === undefined || id === feature)
    .flatMap(({ id, name }) => cellCitations(name, cellOf(catalog, ref, id)));
  return feature === undefined ? [...cells, ...projectCitations(catalog, ref)] : cells;
}

function projectCitations(catalog: Catalog, { mesh: id }: MeshRef): readonly Citation[] {
  const { status, lastRelease, endOfLife, releases, advisories, successors, install, profile } = meshOf(
    catalog,
    id,
  );
  const of = (about: string, keys: readonly string[], asOf: string) =>
    keys.map((key) => ({ about, key, asOf }));
  return [
    ...of("status", status.sources, status.asOf),
    ...of("newest release", lastRelease.sources, lastRelease.asOf),
    ...(endOfLife ? of("end of support", endOfLife.sources, status.asOf) : []),
    ...(releases ?? []).flatMap((it) => of("release lines", it.sources, it.asOf)),
    ...(advisories ?? []).flatMap((it) => of("advisories", it.sources, it.published)),
    ...(successors ?? []).flatMap((it) => of("ways out", it.sources, it.asOf)),
    ...Object.values(install).flatMap((it) => (it ? of("installation", it.sources, it.asOf) : [])),
    ...Object.values(profile)
      .flat()
      .flatMap((it) => statementCitations("what is said of it", it)),
  ];
}

const cellCitations = (about: string, cell: Cell): readonly Citation[] =>
  isRated(cell)
    ? cell.opinions.flatMap((it) => statementCitations(about, it))
    : cell.sources.map((key) => ({ about, key, asOf: cell.asOf }));

const statementCitations = (about: string, { by, asOf, dispute }: Statement): readonly Citation[] => [
  { about, key: by, asOf },
  ...(dispute ? [{ about, key: dispute.by, asOf: dispute.asOf }] : []),
];
