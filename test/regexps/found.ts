/** Every regular expression of the program: those that stand in the sources, and those it makes while it works. */
import { fileURLToPath } from "node:url";
import type { Node } from "typescript/unstable/ast";
import { isRegularExpressionLiteral } from "typescript/unstable/ast/is";
import { API } from "typescript/unstable/sync";
import { commands } from "../../src/commands/index.ts";
import { run } from "../spawned.ts";

export type Found = { readonly source: string; readonly flags: string; readonly where: string };

const root = fileURLToPath(new URL("../..", import.meta.url));

export function inSources(): readonly Found[] {
  const api = new API({ cwd: root });
  try {
    const projects = ["tsconfig.json", "src/platforms/playground/web/tsconfig.json"].flatMap((config) =>
      api.updateSnapshot({ openProject: `${root}${config}` }).getProjects(),
    );
    return projects.flatMap(({ program }) =>
      program
        .getSourceFileNames()
        .filter((name) => name.startsWith(`${root}src/`))
        .flatMap((name) => literalsIn(program.getSourceFile(name), name.slice(root.length))),
    );
  } finally {
    api.close();
  }
}

function literalsIn(node: Node | undefined, where: string): readonly Found[] {
  if (!node) return [];
  const found: Found[] = [];
  const visit = (it: Node): void => {
    if (isRegularExpressionLiteral(it)) {
      const end = it.text.lastIndexOf("/");
      found.push({ source: it.text.slice(1, end), flags: it.text.slice(end + 1), where });
    }
    it.forEachChild(visit);
  };
  visit(node);
  return found;
}

/** Tells of every `new RegExp` that our own code asks for. */
const telling = `const made = globalThis.RegExp;
globalThis.RegExp = new Proxy(made, {
  construct(target, given, by) {
    const it = Reflect.construct(target, given, by === globalThis.RegExp ? made : by);
    const from = (new Error().stack ?? "").split("\\n").find((line) => /\\/src\\//.test(line) && !line.includes("node_modules"));
    if (from) console.error("made " + JSON.stringify({ source: it.source, flags: it.flags, where: /src\\/[^:]+/.exec(from)[0] }));
    return it;
  },
});`;

/** Those that are put together when the program starts and while it answers the examples of every command. */
export async function made(): Promise<readonly Found[]> {
  const { stderr } = await run("cli.ts", ["--batch"], {
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(telling)}` },
    input: commands.flatMap(({ examples }) => examples).join("\n"),
  });
  return stderr
    .split("\n")
    .filter((line) => line.startsWith("made "))
    .map((line): Found => JSON.parse(line.slice("made ".length)));
}
