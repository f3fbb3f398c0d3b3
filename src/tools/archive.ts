/** `npm run catalog:archive`: keeps the data of the present version, before the next one changes it. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadCatalog } from "../catalog/load.ts";
import { CatalogError } from "../catalog/mistake.ts";
import { keptVersions } from "../catalog/versions.ts";
import { readYaml } from "../catalog/yaml.ts";

const folder = process.argv[2] ?? fileURLToPath(new URL("../../data", import.meta.url));

try {
  const { version } = loadCatalog(folder);
  if (keptVersions(folder).includes(version)) {
    console.error(`Version ${version} is kept already. Raise the version in catalog.yaml first.`);
    process.exitCode = 1;
  } else {
    const kept = await keep(version);
    console.log(`Version ${version} is kept in ${kept}. Now raise the version in catalog.yaml.`);
  }
} catch (error) {
  if (!(error instanceof CatalogError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Every data file as JSON: it is YAML all the same, and loads many times faster. */
async function keep(version: string): Promise<string> {
  const kept = join(folder, "archive", version);
  const files = await readdir(folder);
  const meshes = await readdir(join(folder, "meshes"));
  for (const name of [...files, ...meshes.map((mesh) => join("meshes", mesh))]) {
    if (!name.endsWith(".yaml")) continue;
    const path = join(kept, name);
    await mkdir(dirname(path), { recursive: true });
    const read = readYaml(await readFile(join(folder, name), "utf8"), name);
    if ("data" in read) await writeFile(path, `${JSON.stringify(read.data, null, 1)}\n`);
  }
  return kept;
}
