/** `npm run catalog`: checks a catalog folder and prints what is in it; `--json` prints it for programs. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadAdvisor } from "../advisor/load.ts";
import { loadCatalog } from "../catalog/load.ts";
import { coverage, machineForm } from "../catalog/machine.ts";
import { CatalogError } from "../catalog/mistake.ts";
import { changedSinceKept, historyOf } from "../catalog/versions.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, at: { type: "string" } },
});
const folder = positionals[0] ?? fileURLToPath(new URL("../../data", import.meta.url));
const today = values.at ?? new Date().toISOString().slice(0, 10);

if (!/^\d{4}-\d{2}-\d{2}$/u.test(today)) {
  console.error(`--at takes a day as YYYY-MM-DD, not ${today}`);
  process.exit(2);
}

const share = (part: number, whole: number) => `${part} (${((100 * part) / whole).toFixed(1)} %)`;

try {
  const catalog = loadCatalog(folder);
  loadAdvisor(folder, catalog);
  const history = historyOf(folder, catalog);
  if (changedSinceKept(folder, catalog)) {
    console.error(
      `Facts differ from version ${catalog.version} as it is kept. Raise version and date in catalog.yaml.`,
    );
    process.exitCode = 1;
  }
  if (values.json) process.stdout.write(`${JSON.stringify(machineForm(catalog, today))}\n`);
  else {
    const { meshes, features, cells, known, recent } = coverage(catalog, today);
    console.log(`Catalog ${catalog.version} of ${catalog.date}: ${meshes} meshes, ${features} features`);
    console.log(
      `${cells} cells, ${share(known, cells)} known, ${share(recent, cells)} with a source younger than a year`,
    );
    if (history.length > 0)
      console.log(`Versions kept before it: ${history.map(({ version }) => version).join(", ")}`);
    for (const { id, name, offering, status, lastRelease } of catalog.meshes)
      console.log(
        `  ${id.padEnd(24)} ${name}, ${offering}, ${status.state}, ${lastRelease.version} (${lastRelease.date})`,
      );
  }
} catch (error) {
  if (!(error instanceof CatalogError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
