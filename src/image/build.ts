/** Performs a Dockerfile's steps in an empty folder, a folder inside it for each stage, without a container engine. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, stat } from "node:fs/promises";
import { basename, dirname, join, normalize } from "node:path";
import type { Stage, Step } from "./dockerfile.ts";

type Parts = {
  readonly stages: readonly Stage[];
  /** What COPY without a stage copies from. */
  readonly context: string;
  /** Paths of the context that may be copied: what `.dockerignore` lets through. */
  readonly allowed: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly tell: (line: string) => void;
};

export type Built = {
  /** The last stage's root. */
  readonly root: string;
  /** Where its command starts, inside the root. */
  readonly workdir: string;
  readonly stage: Stage;
};

/** @throws where a step fails, or copies what is not let through. */
export async function buildImage({
  stages,
  context,
  allowed,
  folder,
  environment,
  tell,
}: Parts): Promise<Built> {
  const roots = new Map<string, string>();
  let last: Built | undefined;
  for (const [index, stage] of stages.entries()) {
    const name = stage.name ?? String(index);
    const root = join(folder, name);
    roots.set(name, root);
    await mkdir(root, { recursive: true });
    let workdir = "/";
    const at = (path: string) => join(root, path.startsWith("/") ? path : join(workdir, path));

    async function copy({ from, files, to }: Extract<Step, { kind: "copy" }>): Promise<void> {
      for (const file of files) {
        const source = from === undefined ? join(context, file) : join(roots.get(from) ?? "", file);
        if (from === undefined && !allowed.includes(normalize(file)))
          throw new Error(`COPY ${file}: .dockerignore keeps it out`);
        const isFile = (await stat(source)).isFile();
        const target = isFile && to.endsWith("/") ? join(at(to), basename(file)) : at(to);
        await mkdir(dirname(target), { recursive: true });
        await cp(source, target, { recursive: true, verbatimSymlinks: true });
      }
    }

    for (const step of stage.steps) {
      switch (step.kind) {
        case "folder":
          workdir = step.path;
          await mkdir(at("."), { recursive: true });
          break;
        case "copy":
          tell(`${name}: COPY ${step.files.join(" ")} ${step.to}`);
          await copy(step);
          break;
        case "run":
          tell(`${name}: RUN ${step.command}`);
          await shell(step.command, at("."), { ...environment, ...stage.environment });
      }
    }
    last = { root, workdir, stage };
  }
  if (!last) throw new Error("the Dockerfile has no FROM");
  return last;
}

async function shell(command: string, cwd: string, env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn("sh", ["-c", command], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`RUN ${command} ended with ${code}:\n${said}`);
}

/** Bytes of everything under a folder. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries.filter((it) => it.isFile()).map(async (it) => (await stat(join(it.parentPath, it.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
