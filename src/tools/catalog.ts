/** `npm run catalog`: checks a catalog folder and prints what is in it. */
import { fileURLToPath } from "node:url";
import { loadRequirements } from "../advisor/load.ts";
import { loadCatalog } from "../catalog/load.ts";
import { CatalogError } from "../catalog/mistake.ts";

const folder = process.argv[2] ?? fileURLToPath(new URL("../../data", import.meta.url));
try {
  const catalog = await loadCatalog(folder);
  await loadRequirements(folder, catalog);
  console.log(
    `Catalog ${catalog.version} of ${catalog.date}: ${catalog.meshes.length} meshes, ${catalog.features.length} features`,
  );
  for (const mesh of catalog.meshes)
    console.log(
      `  ${mesh.id.padEnd(24)} ${mesh.name}, ${mesh.offering}, ${mesh.status.state}, ${mesh.lastRelease.version} (${mesh.lastRelease.date})`,
    );
} catch (error) {
  if (!(error instanceof CatalogError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
