/** Reads a catalog folder: shape first, then sense; every mistake is reported with its file and path. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import type { Catalog, Mesh } from "./catalog.ts";
import { CatalogError, type Mistake } from "./mistake.ts";
import { overlaySchema } from "./overlay.ts";
import { mistakesIn } from "./rules.ts";
import {
  benchmarksSchema,
  claimsSchema,
  featuresSchema,
  headSchema,
  meshSchema,
  sourcesSchema,
} from "./schema.ts";
import { readYaml } from "./yaml.ts";

/**
 * Loads and checks the catalog in `folder`, with a company's own knowledge from `over` laid over it.
 * @throws {CatalogError} naming every mistake, when there is one.
 */
export async function loadCatalog(folder: string, over?: string): Promise<Catalog> {
  const mistakes: Mistake[] = [];
  const theirs: Mistake[] = [];
  const read = <Shape>(file: string, schema: z.ZodType<Shape>) => readShape(folder, file, schema, mistakes);

  if ((await meshFilesIn(folder)).length === 0)
    mistakes.push({ file: "meshes", path: "", message: "has no mesh; add meshes/<id>.yaml" });
  const [head, features, sources, claims, measured, meshes, overlay, own] = await Promise.all([
    read("catalog.yaml", headSchema),
    read("features.yaml", featuresSchema),
    read("sources.yaml", sourcesSchema),
    read("claims.yaml", claimsSchema),
    read("benchmarks.yaml", benchmarksSchema),
    readMeshes(folder, mistakes),
    over === undefined ? undefined : readShape(over, "overlay.yaml", overlaySchema, theirs),
    over === undefined ? [] : readMeshes(over, theirs),
  ]);
  if (mistakes.length > 0 || !head || !features || !sources || !claims || !measured)
    throw new CatalogError(folder, mistakes);
  if (over !== undefined && theirs.length > 0) throw new CatalogError(over, theirs, "overlay");

  const place = ({ id }: Mesh) => (head.order.includes(id) ? head.order.indexOf(id) : head.order.length);
  const known = [...meshes, ...own].sort((a, b) => place(a) - place(b));
  const catalog: Catalog = {
    ...head,
    ...features,
    ...sources,
    ...claims,
    ...measured,
    ...(overlay && { overlay }),
    own: new Set(own.map(({ id }) => id)),
    meshes: known,
    meshById: new Map(known.map((mesh) => [mesh.id, mesh])),
    featureById: new Map(features.features.map((feature) => [feature.id, feature])),
  };
  const senseless = mistakesIn(catalog);
  const inOverlay = senseless.filter(({ file }) => isTheirs(file, catalog));
  if (senseless.length > inOverlay.length)
    throw new CatalogError(
      folder,
      senseless.filter((it) => !inOverlay.includes(it)),
    );
  if (over !== undefined && inOverlay.length > 0) throw new CatalogError(over, inOverlay, "overlay");
  return catalog;
}

const isTheirs = (file: string, { own }: Catalog): boolean =>
  file === "overlay.yaml" || own.has(file.replace(/^meshes\/|\.yaml$/gu, ""));

async function meshFilesIn(folder: string): Promise<readonly string[]> {
  return (await namesIn(join(folder, "meshes"))).filter((name) => name.endsWith(".yaml")).sort();
}

async function readMeshes(folder: string, mistakes: Mistake[]): Promise<readonly Mesh[]> {
  const read = async (name: string): Promise<readonly Mesh[]> => {
    const file = `meshes/${name}`;
    const mesh = await readShape(folder, file, meshSchema, mistakes);
    if (!mesh) return [];
    if (`${mesh.id}.yaml` !== name)
      mistakes.push({ file, path: "id", message: `is ${mesh.id}; name the file ${mesh.id}.yaml` });
    return [mesh];
  };
  return (await Promise.all((await meshFilesIn(folder)).map(read))).flat();
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function readShape<Shape>(
  folder: string,
  file: string,
  schema: z.ZodType<Shape>,
  mistakes: Mistake[],
): Promise<Shape | undefined> {
  let source: string;
  try {
    source = await readFile(join(folder, file), "utf8");
  } catch {
    mistakes.push({ file, path: "", message: "cannot be read; this file is needed" });
    return undefined;
  }
  const data = dataIn(source, file, mistakes);
  if (data === undefined) return undefined;
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  for (const issue of result.error.issues)
    mistakes.push({ file, path: issue.path.map(String).join("."), message: issue.message });
  return undefined;
}

/** What a file holds. Archived versions are written as JSON, which is YAML too and is read many times faster. */
function dataIn(source: string, file: string, mistakes: Mistake[]): unknown {
  if (source.startsWith("{")) {
    try {
      return JSON.parse(source);
    } catch {
      // A flow mapping of YAML, or a slip: the YAML parser tells which, and where.
    }
  }
  const read = readYaml(source, file);
  if ("data" in read) return read.data;
  mistakes.push(read);
  return undefined;
}
