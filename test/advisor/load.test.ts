import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRequirements } from "../../src/advisor/load.ts";
import { ownCatalog } from "../../src/app.ts";
import { catalog } from "./real-advisor.ts";

let folder: string;
let written: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "requirements-"));
  written = await readFile(join(ownCatalog, "requirements.yaml"), "utf8");
});
afterAll(() => rm(folder, { recursive: true }));

const loading = async (from: string, to: string) => {
  expect(written).toContain(from);
  await writeFile(join(folder, "requirements.yaml"), written.replace(from, to));
  return loadRequirements(folder, catalog);
};

describe("loading requirements", () => {
  it("names the file where there is none", () => {
    expect(() => loadRequirements(tmpdir(), catalog)).toThrow(/requirements\.yaml: cannot be read/u);
  });

  it.each([
    ["a broken file, with its line", "scales:", "scales: [", /requirements\.yaml line \d+: /u],
    ["a kind nobody knows, with its path", "kind: hard", "kind: harsh", /requirements\.\d+\.kind: /u],
    [
      "a feature that is not in the catalog",
      "{ feature: nomad }",
      "{ feature: no-mad }",
      /no feature no-mad/u,
    ],
    ["a rating of what is graded", "{ feature: nomad }", "{ rated: nomad }", /nomad is graded, not rated/u],
    ["a need that follows and is not defined", "implies: [aws]", "implies: [awz]", /no requirement awz/u],
    ["a family that is not defined", '"{vm}"', '"{wm}"', /no family \{wm\}/u],
    ["two requirements of one id", "id: lambda", "id: nomad", /nomad: is defined twice/u],
    ["a requirement named like a mesh", "id: nomad", "id: kuma", /kuma: is the id of a mesh/u],
  ])("tells of %s", async (_, from, to, message) => {
    await expect(loading(from, to)).rejects.toThrow(message);
  });
});
