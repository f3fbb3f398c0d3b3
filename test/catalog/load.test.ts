import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ownCatalog } from "../../src/app.ts";
import { jsonSchemas } from "../../src/catalog/json-schema.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { CatalogError } from "../../src/catalog/mistake.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "catalog-"));
  await cp(ownCatalog, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

async function change(file: string, from: RegExp | string, to: string): Promise<void> {
  const path = join(folder, file);
  const before = await readFile(path, "utf8");
  const after = before.replace(from, to);
  expect(after, `nothing to change in ${file}`).not.toBe(before);
  await writeFile(path, after);
}

function mistakes(): readonly string[] {
  try {
    loadCatalog(folder);
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    return error.mistakes.map(({ file, path, message }) => `${file} ${path}: ${message}`);
  }
  throw new Error("the catalog was accepted");
}

describe("loading a catalog", () => {
  it("accepts the catalog that comes with the program", async () => {
    const catalog = loadCatalog(folder);
    expect(catalog.meshes.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        "istio",
        "linkerd",
        "consul",
        "kuma",
        "openshift-service-mesh",
        "traefik-mesh",
      ]),
    );
  });

  it("reports every mistake of shape at once, with file and path", async () => {
    await change("meshes/istio.yaml", /^offering: .*$/mu, "offering: free");
    await change("meshes/kuma.yaml", /^homepage: .*$/mu, "homepage: ftp://kuma.io");
    const found = mistakes();
    expect(found).toContainEqual(expect.stringMatching(/^meshes\/istio\.yaml offering: /u));
    expect(found).toContainEqual(
      expect.stringMatching(/^meshes\/kuma\.yaml homepage: use an https:\/\/ address/u),
    );
  });

  it("reports mistakes of sense: unknown features, sources, modes and names taken twice", async () => {
    await change("meshes/linkerd.yaml", "aliases:", "aliases:\n  - istio\nsharedNames:");
    await change("meshes/istio.yaml", /^ {2}mtls:$/mu, "  teleport:");
    await change("meshes/kuma.yaml", /by: article/u, "by: nobody");
    const found = mistakes();
    expect(found).toContainEqual("meshes/istio.yaml cells.teleport: no such feature in features.yaml");
    expect(found).toContainEqual(
      "meshes/istio.yaml cells.mtls: is missing; write unknown where nothing is known",
    );
    expect(found).toContainEqual(expect.stringContaining("“istio” already names"));
    expect(found).toContainEqual(expect.stringContaining("no source nobody; add it under sources"));
  });

  it("says the line of what is no YAML", async () => {
    await writeFile(join(folder, "meshes/consul.yaml"), "id: consul\nname: [unclosed\n");
    expect(mistakes()).toContainEqual(expect.stringMatching(/^meshes\/consul\.yaml line \d+: /u));
  });

  it("says which file is missing", async () => {
    await rm(join(folder, "features.yaml"));
    expect(mistakes()).toContain("features.yaml : cannot be read; this file is needed");
  });

  it("says what to add to an empty folder", async () => {
    await rm(join(folder, "meshes"), { recursive: true });
    expect(mistakes()).toContain("meshes : has no mesh; add meshes/<id>.yaml");
  });
});

describe("the JSON Schemas", () => {
  it("are those the zod schemas make", async () => {
    for (const [file, text] of jsonSchemas())
      expect(await readFile(join(ownCatalog, file), "utf8"), `${file} is old; run npm run schemas`).toBe(
        text,
      );
  });

  it("accept every data file, so that editors do", async () => {
    const files = ["catalog", "features", "sources", "claims", "benchmarks"].map(
      (name) => [`${name}.yaml`, `${name}.schema.json`] as const,
    );
    const meshes = (await readdir(join(ownCatalog, "meshes"))).map(
      (name) => [`meshes/${name}`, "mesh.schema.json"] as const,
    );
    for (const [file, schema] of [...files, ...meshes]) {
      const ajv = new Ajv({ allErrors: true, strict: false, formats: { uri: true } });
      const validate = ajv.compile(JSON.parse(await readFile(join(ownCatalog, schema), "utf8")));
      validate(parse(await readFile(join(ownCatalog, file), "utf8")));
      expect(validate.errors, file).toBeNull();
    }
  });
});
