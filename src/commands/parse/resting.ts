/** What a choice of a mesh rests on: the facts its needs are judged by, with their sources. */
import type { Context } from "../../bot/command.ts";
import { cellOf, isRated, type MeshRef, meshOf, sourceOf } from "../../catalog/catalog.ts";

export type Resting = { readonly features: readonly string[]; readonly sources: readonly string[] };

/** Where no needs were stated, a choice rests on what a summary of the mesh shows. */
export function restingOn(ref: MeshRef, needs: string, { advisor, catalog }: Context): Resting {
  const stated = needs === "" ? [] : advisor.read(needs).needs.flatMap((need) => advisor.featuresOf(need));
  const shown = catalog.features.filter(({ headline }) => headline === true).map(({ id }) => id);
  const features = [...new Set(stated.length > 0 ? stated : shown)].filter((id) =>
    catalog.featureById.has(id),
  );
  const mesh = meshOf(catalog, ref.mesh);
  const keys = features.flatMap((id) => {
    const cell = cellOf(catalog, ref, id);
    return isRated(cell) ? cell.opinions.map(({ by }) => by) : cell.sources;
  });
  const urls = [...mesh.status.sources, ...keys].flatMap((key) => sourceOf(catalog, mesh, key).url ?? []);
  return { features, sources: [...new Set(urls)] };
}
