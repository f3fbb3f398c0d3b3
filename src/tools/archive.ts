/** `npm run catalog:archive`: keeps the data of the present version, before the next one changes it. */
import { cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadCatalog } from "../catalog/load.ts";

const folder = process.argv[2] ?? fileURLToPath(new URL("../../data", import.meta.url));
const { version } = await loadCatalog(folder);
const kept = join(folder, "archive", version);
await mkdir(kept, { recursive: true });
for (const name of await readdir(folder))
  if (name === "meshes" || name.endsWith(".yaml"))
    await cp(join(folder, name), join(kept, name), { recursive: true });
console.log(`Version ${version} is kept in ${kept}. Now raise the version in catalog.yaml.`);
