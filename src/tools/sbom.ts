/** `npm run sbom`: a bill of materials of what production ships, in CycloneDX form, from the lockfile alone. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

type Bill = {
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly "bom-ref": string;
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};
type Lock = {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly dev?: boolean; readonly optional?: boolean }>
  >;
};

const project = fileURLToPath(new URL("../..", import.meta.url));
const lock: Lock = JSON.parse(await readFile(`${project}/package-lock.json`, "utf8"));
const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
const { stdout } = await promisify(execFile)("npm", args, { cwd: project, maxBuffer: 64_000_000 });
const bill: Bill = JSON.parse(stdout);

// npm's own --omit leaves out a package that something in development names too.
const shipped = new Set(
  Object.entries(lock.packages)
    .filter(([path, { dev, optional }]) => path !== "" && !dev && !optional)
    .map(([path, { version }]) => `${path.slice(path.lastIndexOf("node_modules/") + 13)}@${version}`),
);
const components = bill.components.filter(({ name, version }) => shipped.has(`${name}@${version}`));
const [root] = bill.dependencies;
const kept = new Set([root?.ref, ...components.map((it) => it["bom-ref"])]);
const dependencies = bill.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((it) => kept.has(it)) }));
process.stdout.write(`${JSON.stringify({ ...bill, components, dependencies }, undefined, 2)}\n`);
