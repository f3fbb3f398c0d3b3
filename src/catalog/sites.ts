/** Which mesh an address on the web is about. */
import type { Catalog, Mesh } from "./catalog.ts";

type Site = { readonly host: string; readonly path: readonly string[] };

/** The mesh on whose pages an address leads; undefined for all others, and for what is no web address. */
export function meshAt({ meshes }: Catalog, address: string): Mesh | undefined {
  const place = siteOf(address);
  if (!place) return undefined;
  const found = meshes.flatMap((mesh) =>
    sitesOf(mesh)
      .filter((site) => covers(site, place))
      .map((site) => ({ mesh, depth: site.path.length })),
  );
  return found.sort((a, b) => b.depth - a.depth)[0]?.mesh;
}

const sitesOf = ({ homepage, repository, sites = [] }: Mesh): readonly Site[] =>
  [homepage, ...(repository === undefined ? [] : [repository]), ...sites].flatMap((it) => siteOf(it) ?? []);

/** A site is a host and the paths below one; without a path its subdomains too. */
const covers = (site: Site, place: Site): boolean =>
  (place.host === site.host || (site.path.length === 0 && place.host.endsWith(`.${site.host}`))) &&
  site.path.every((part, at) => place.path[at] === part);

function siteOf(address: string): Site | undefined {
  const url = URL.parse(/^[a-z]+:/iu.test(address) ? address : `https://${address}`);
  if (!url || !/^https?:$/u.test(url.protocol)) return undefined;
  return {
    host: url.hostname.replace(/^www\./u, ""),
    path: url.pathname
      .toLowerCase()
      .split("/")
      .filter((part) => part !== ""),
  };
}
