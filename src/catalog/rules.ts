/** The sense of a catalog, once its shape is right: references lead somewhere, names are nobody else's. */
import { foldName } from "../text/tidy.ts";
import { type Catalog, type Cell, type Feature, isGraded, isRated, isStated, type Mesh } from "./catalog.ts";
import type { Mistake } from "./mistake.ts";

/** Every mistake of sense in a catalog of the right shape. */
export function mistakesIn(catalog: Catalog): readonly Mistake[] {
  return [
    ...featureMistakes(catalog),
    ...claimMistakes(catalog),
    ...nameMistakes(catalog),
    ...overlayMistakes(catalog),
    ...benchmarkMistakes(catalog),
    ...catalog.meshes.flatMap((mesh) => meshMistakes(catalog, mesh)),
  ];
}

function featureMistakes({ groups, features }: Catalog): readonly Mistake[] {
  const file = "features.yaml";
  const mistakes: Mistake[] = [];
  const known = new Set(groups.map((group) => group.id));
  const ids = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, name, group, aliases } of features) {
    if (ids.has(id)) mistakes.push({ file, path: id, message: "is defined twice" });
    ids.add(id);
    if (!known.has(group))
      mistakes.push({ file, path: `${id}.group`, message: `no group ${group} is defined` });
    for (const alias of new Set([id, name, ...aliases].map(foldName))) {
      const other = names.get(alias);
      if (other !== undefined && other !== id)
        mistakes.push({ file, path: `${id}.aliases`, message: `“${alias}” already names ${other}` });
      names.set(alias, id);
    }
  }
  return mistakes;
}

function claimMistakes({ claims, sources }: Catalog): readonly Mistake[] {
  return claims.flatMap(({ by, dispute }, at) =>
    [by, ...(dispute ? [dispute.by] : [])]
      .filter((key) => sources[key] === undefined)
      .map((key) => ({
        file: "claims.yaml",
        path: `claims.${at}`,
        message: `no source ${key} in sources.yaml`,
      })),
  );
}

function nameMistakes({ meshes }: Catalog): readonly Mistake[] {
  const owners = new Map<string, string>();
  const mistakes: Mistake[] = [];
  for (const mesh of meshes)
    for (const alias of new Set([mesh.id, mesh.name, ...mesh.aliases].map(foldName))) {
      const other = owners.get(alias);
      if (other !== undefined)
        mistakes.push({
          file: `meshes/${mesh.id}.yaml`,
          path: "aliases",
          message: `“${alias}” already names ${other}`,
        });
      owners.set(alias, mesh.id);
    }
  return mistakes;
}

function benchmarkMistakes({ benchmarks, meshById }: Catalog): readonly Mistake[] {
  return benchmarks.flatMap(({ id, results }) =>
    results
      .filter(({ mesh, mode }) => {
        const known = meshById.get(mesh);
        return !known || (mode !== undefined && !known.modes?.some((it) => it.id === mode));
      })
      .map(({ mesh, mode }) => ({
        file: "benchmarks.yaml",
        path: id,
        message: `no mesh ${mesh}${mode ? ` with mode ${mode}` : ""}`,
      })),
  );
}

function overlayMistakes({ overlay, meshById, featureById }: Catalog): readonly Mistake[] {
  const file = "overlay.yaml";
  return Object.entries(overlay?.meshes ?? {}).flatMap(([id, { ratings = {} }]) => [
    ...(meshById.has(id)
      ? []
      : [{ file, path: `meshes.${id}`, message: `no mesh ${id}; add meshes/${id}.yaml beside the overlay` }]),
    ...Object.keys(ratings)
      .filter((feature) => featureById.get(feature)?.kind !== "rated")
      .map((feature) => ({
        file,
        path: `meshes.${id}.ratings.${feature}`,
        message: "no rated feature of that name",
      })),
  ]);
}

function meshMistakes(catalog: Catalog, mesh: Mesh): readonly Mistake[] {
  const file = `meshes/${mesh.id}.yaml`;
  const mistakes: Mistake[] = [];
  const add = (path: string, message: string) => mistakes.push({ file, path, message });

  for (const key of Object.keys(mesh.sources))
    if (catalog.sources[key]) add(`sources.${key}`, "is already a shared source; choose another key");
  for (const [path, key] of citationsOf(mesh))
    if (!mesh.sources[key] && !catalog.sources[key])
      add(path, `no source ${key}; add it under sources, or in sources.yaml`);
  for (const [id, cell] of Object.entries(mesh.cells)) {
    const feature = catalog.featureById.get(id);
    if (!feature) add(`cells.${id}`, "no such feature in features.yaml");
    else if (!fits(feature, cell)) add(`cells.${id}`, `${id} is ${feature.kind}; write it as such`);
    for (const mode of isGraded(cell) ? Object.keys(cell.modes ?? {}) : [])
      if (!mesh.modes?.some((it) => it.id === mode))
        add(`cells.${id}.modes.${mode}`, "no such mode under modes");
  }
  for (const { id } of catalog.features)
    if (!mesh.cells[id]) add(`cells.${id}`, "is missing; write unknown where nothing is known");
  for (const [at, { mesh: to }] of (mesh.successors ?? []).entries())
    if (to !== undefined && !catalog.meshById.has(to))
      add(`successors.${at}.mesh`, `no mesh ${to} in the catalog`);
  return mistakes;
}

function fits({ kind }: Feature, cell: Cell): boolean {
  switch (kind) {
    case "graded":
      return isGraded(cell);
    case "stated":
      return isStated(cell);
    case "rated":
      return isRated(cell);
  }
}

/** Every source a mesh file cites, with the path of the citation. */
function citationsOf(mesh: Mesh): readonly (readonly [path: string, key: string])[] {
  const found: (readonly [string, string])[] = [];
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const [at, item] of value.entries()) walk(item, `${path}.${at}`);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        const here = path === "" ? key : `${path}.${key}`;
        if (key === "by" && typeof inner === "string") found.push([here, inner]);
        else if (key === "sources" && Array.isArray(inner))
          for (const cited of inner) found.push([here, String(cited)]);
        else walk(inner, here);
      }
  };
  const { sources: _, ...rest } = mesh;
  walk(rest, "");
  return found;
}
