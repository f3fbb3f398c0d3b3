/** Reads a catalog folder: shape first, then sense; every mistake is reported with its file and path. */
import { readdirSync, readFileSync } from "node:fs";
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
export function loadCatalog(folder: string, over?: string): Catalog {
  const mistakes: Mistake[] = [];
  const theirs: Mistake[] = [];
  const read = <Shape>(file: string, schema: z.ZodType<Shape>) => readShape(folder, file, schema, mistakes);

  if (meshFilesIn(folder).length === 0)
    mistakes.push({ file: "meshes", path: "", message: "has no mesh; add meshes/<id>.yaml" });
  const head = read("catalog.yaml", headSchema);
  const features = read("features.yaml", featuresSchema);
  const sources = read("sources.yaml", sourcesSchema);
  const claims = read("claims.yaml", claimsSchema);
  const measured = read("benchmarks.yaml", benchmarksSchema);
  const meshes = readMeshes(folder, mistakes);
  const overlay = over === undefined ? undefined : readShape(over, "overlay.yaml", overlaySchema, theirs);
  const own = over === undefined ? [] : readMeshes(over, theirs);
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

const meshFilesIn = (folder: string): readonly string[] =>
  namesIn(join(folder, "meshes"))
    .filter((name) => name.endsWith(".yaml"))
    .sort();

const readMeshes = (folder: string, mistakes: Mistake[]): readonly Mesh[] =>
  meshFilesIn(folder).flatMap((name) => {
    const file = `meshes/${name}`;
    const mesh = readShape(folder, file, meshSchema, mistakes);
    if (!mesh) return [];
    if (`${mesh.id}.yaml` !== name)
      mistakes.push({ file, path: "id", message: `is ${mesh.id}; name the file ${mesh.id}.yaml` });
    return [mesh];
  });

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readShape<Shape>(
  folder: string,
  file: string,
  schema: z.ZodType<Shape>,
  mistakes: Mistake[],
): Shape | undefined {
  let source: string;
  try {
    source = readFileSync(join(folder, file), "utf8");
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
