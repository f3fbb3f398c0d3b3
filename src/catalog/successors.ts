/** Where to go from a mesh: what its makers or the documentation name, less what nobody here should adopt. */
import { isRetired } from "./banners.ts";
import { type Catalog, companyOn, type Mesh, meshOf } from "./catalog.ts";

export type Successor = NonNullable<Mesh["successors"]>[number];

/** A mesh that would be offered, were it not forbidden. */
export type Forbidden = { readonly mesh: string; readonly because: string };

/** Why the company forbids a mesh, and who says so; undefined where it does not. */
export function forbiddenBy(catalog: Catalog, id: string): Forbidden | undefined {
  const approval = companyOn(catalog, id)?.approval;
  if (approval?.state !== "forbidden") return undefined;
  const { owner, reason } = approval;
  const because = `${meshOf(catalog, id).name}: ${catalog.overlay?.company} forbids it, says ${owner}: ${reason}`;
  return { mesh: id, because };
}

/** The successors of a mesh that are maintained and allowed, and those that the company forbids. */
export function successorsOf(
  catalog: Catalog,
  { successors = [] }: Mesh,
  today: string,
): { readonly offered: readonly Successor[]; readonly forbidden: readonly Forbidden[] } {
  const maintained = successors.filter(
    ({ mesh }) => mesh === undefined || !isRetired(meshOf(catalog, mesh), today),
  );
  const barred = ({ mesh }: Successor) => (mesh === undefined ? undefined : forbiddenBy(catalog, mesh));
  return {
    offered: maintained.filter((it) => barred(it) === undefined),
    forbidden: maintained.flatMap((it) => barred(it) ?? []),
  };
}
