import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { buildImage, sizeOf } from "../../src/image/build.ts";
import { readDockerfile } from "../../src/image/dockerfile.ts";
import { temporaryFolder } from "../store/temporary-store.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = await readFile(join(root, "Dockerfile"), "utf8");
const stages = readDockerfile(text);
const last = stages.at(-1);

describe("the Dockerfile", () => {
  it("builds on one image, which a digest can be given for", () => {
    expect(new Set(stages.map(({ base }) => base))).toEqual(new Set(["node:24-slim"]));
    const pinned = "node:24-slim@sha256:0000";
    for (const { base } of readDockerfile(text, { NODE_IMAGE: pinned })) expect(base).toBe(pinned);
  });

  it("installs what the lockfile names, for production, and runs no script of a package", () => {
    const installs = stages.flatMap(({ steps }) =>
      steps.flatMap((it) => (it.kind === "run" && it.command.includes("npm") ? [it.command] : [])),
    );
    expect(installs).toHaveLength(1);
    for (const word of ["npm ci", "--omit=dev", "--ignore-scripts"]) expect(installs[0]).toContain(word);
  });

  it("runs nothing in its last stage, and as a user that is not root, by number", () => {
    expect(last?.steps.some(({ kind }) => kind === "run")).toBe(false);
    expect(last?.user).toMatch(/^[1-9]\d*:[1-9]\d*$/u);
    expect(last?.environment).toEqual({ NODE_ENV: "production" });
    expect(last?.command).toEqual(["node", "src/main.ts"]);
    expect(last?.health.join(" ")).toContain("/healthz");
  });

  it("copies only what is there and what the program needs", () => {
    const copied = stages.flatMap(({ steps }) =>
      steps.flatMap((it) => (it.kind === "copy" && it.from === undefined ? it.files : [])),
    );
    for (const file of copied) expect(existsSync(join(root, file)), file).toBe(true);
    expect(new Set(copied)).toEqual(new Set(["package.json", "package-lock.json", "LICENSE", "src", "data"]));
  });
});

describe("performing a Dockerfile's steps", () => {
  const build = async (dockerfile: string, allowed: readonly string[]) => {
    const context = temporaryFolder();
    await mkdir(join(context, "src"));
    await writeFile(join(context, "src", "a.txt"), "12345");
    await writeFile(join(context, "secret.txt"), "secret");
    const folder = temporaryFolder();
    const environment = { PATH: process.env.PATH ?? "" };
    const stages = readDockerfile(dockerfile);
    return buildImage({ stages, context, allowed, folder, environment, tell: () => {} });
  };

  it("keeps stages apart and takes from one what the next copies", async () => {
    const { root, workdir } = await build(
      'FROM a AS one\nWORKDIR /app\nCOPY src ./src\nRUN cp src/a.txt b.txt\nFROM a\nWORKDIR /app\nCOPY --from=one /app/b.txt ./\nCMD ["x"]',
      ["src"],
    );
    expect(await readdir(join(root, workdir))).toEqual(["b.txt"]);
    expect(await sizeOf(root)).toBe(5);
  });

  it("stops at a step that fails, a file that is kept out, and an instruction it does not know", async () => {
    await expect(build("FROM a\nRUN echo oops >&2; exit 3", [])).rejects.toThrow(/ended with 3[\s\S]*oops/u);
    await expect(build("FROM a\nCOPY secret.txt ./", ["src"])).rejects.toThrow("keeps it out");
    await expect(build("FROM a\nADD https://example.com/x /", [])).rejects.toThrow("ADD");
    await expect(build("FROM a\nCMD node main", [])).rejects.toThrow("list of words");
  });
});
