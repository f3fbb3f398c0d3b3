/** `npm run catalog:refresh`: proposes newer releases as a diff of the data files; it changes none itself. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadCatalog } from "../catalog/load.ts";
import { type Answers, newestRelease, proposal, RateLimited } from "../upkeep/releases.ts";

const { values } = parseArgs({
  options: {
    cache: { type: "string" },
    at: { type: "string" },
    catalog: { type: "string", default: fileURLToPath(new URL("../../data", import.meta.url)) },
  },
});
const today = values.at ?? new Date().toISOString().slice(0, 10);
const answers: Answers = values.cache
  ? JSON.parse(await readFile(values.cache, "utf8").catch(() => "{}"))
  : {};
const reader = {
  base: process.env.GITHUB_API_URL ?? "https://api.github.com",
  token: process.env.GITHUB_TOKEN,
  answers,
};
const catalog = loadCatalog(values.catalog);
let proposed = 0;
try {
  for (const [at, mesh] of catalog.meshes.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\rreading ${at + 1} of ${catalog.meshes.length}`);
    try {
      const release = await newestRelease(mesh, reader);
      const text = await readFile(`${values.catalog}/meshes/${mesh.id}.yaml`, "utf8");
      const diff = release && proposal(mesh, text, release, today);
      if (diff === undefined) continue;
      process.stdout.write(diff);
      proposed++;
    } catch (error) {
      if (error instanceof RateLimited) throw error;
      console.error(`${mesh.id}: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
    }
  }
  console.error(
    proposed === 0
      ? "Nothing newer was found."
      : `${proposed} newer releases. Check each source, then: git apply <diff>`,
  );
} catch (error) {
  if (!(error instanceof RateLimited)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
if (values.cache) await writeFile(values.cache, JSON.stringify(answers));
