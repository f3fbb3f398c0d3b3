/** `npm run catalog:links`: checks every address the catalog cites; exits with 1 where one is broken. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadCatalog } from "../catalog/load.ts";
import { checkLinks, linksIn } from "../upkeep/links.ts";

const { values } = parseArgs({
  options: {
    catalog: { type: "string", default: fileURLToPath(new URL("../../data", import.meta.url)) },
    // Asks this server for /?url=… in place of each address.
    through: { type: "string" },
  },
});
const proxy = values.through;
const links = linksIn(loadCatalog(values.catalog));
const counts = { good: 0, moved: 0, broken: 0 };
const through =
  proxy === undefined ? {} : { through: (url: string) => `${proxy}/?url=${encodeURIComponent(url)}` };
for await (const { url, places, state, detail } of checkLinks(links, through)) {
  counts[state]++;
  if (process.stderr.isTTY)
    process.stderr.write(`\r${counts.good + counts.moved + counts.broken} of ${links.length}`);
  if (state !== "good") console.log(`${state}  ${url} ${detail}\n        ${places.join(", ")}`);
}
console.log(`${links.length} addresses: ${counts.good} good, ${counts.moved} moved, ${counts.broken} broken`);
if (counts.broken > 0) process.exitCode = 1;
