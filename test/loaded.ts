/** Which packages a started server has loaded. */
import { startServer } from "./spawned.ts";

/** Prints the address of everything that is loaded. */
const telling = `import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) { console.error("loaded " + url); return next(url, context); } });`;

/** The names of packages, and paths of our own files from `src/` on. */
export async function loadedBy(env: Readonly<Record<string, string>>): Promise<ReadonlySet<string>> {
  const server = await startServer({
    ...env,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(telling)}`,
  });
  const { stderr } = await server.stop();
  const names = [...stderr.matchAll(/^loaded \S*?(?:\/node_modules\/(\S+)|\/(src\/\S+))$/gmu)].map(
    ([, inside, own]) => own ?? packageOf(inside ?? ""),
  );
  return new Set(names);
}

function packageOf(path: string): string {
  const inner = path.slice(path.lastIndexOf("node_modules/") + (path.includes("node_modules/") ? 13 : 1));
  return /^(?:@[^/]+\/)?[^/]+/u.exec(inner)?.[0] ?? inner;
}
