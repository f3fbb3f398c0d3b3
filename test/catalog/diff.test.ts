import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse, stringify } from "yaml";
import { ownCatalog } from "../../src/app.ts";
import type { Catalog, Mesh } from "../../src/catalog/catalog.ts";
import { diffCatalogs } from "../../src/catalog/diff.ts";
import { loadCatalog } from "../../src/catalog/load.ts";

const before = loadCatalog(ownCatalog);

type Written<T> = { -readonly [Key in keyof T]: T[Key] extends object ? Written<T[Key]> : T[Key] };

/** The catalog as its next version has it, read from a folder in which these mesh files were edited. */
async function next(edits: Record<string, (mesh: Written<Mesh>) => void>): Promise<Catalog> {
  const folder = await mkdtemp(join(tmpdir(), "diff-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(ownCatalog, folder, { recursive: true });
  const head = join(folder, "catalog.yaml");
  const text = await readFile(head, "utf8");
  await writeFile(
    head,
    text.replace(/^version: .*$/mu, "version: 2027.1.0").replace(/^date: .*$/mu, "date: 2027-01-15"),
  );
  for (const [id, edit] of Object.entries(edits)) {
    const file = join(folder, `meshes/${id}.yaml`);
    const mesh = parse(await readFile(file, "utf8")) as Written<Mesh>;
    edit(mesh);
    await writeFile(file, stringify(mesh));
  }
  return loadCatalog(folder);
}

const graded = (mesh: Written<Mesh>, feature: string) => {
  const cell = mesh.cells[feature];
  if (!cell || !("grade" in cell)) throw new Error(`${feature} is not graded`);
  return cell;
};

describe("the difference between two versions of the catalog", () => {
  it("is nothing where nothing but dates, notes and sources moved", async () => {
    const after = await next({
      istio: (mesh) => {
        const cell = graded(mesh, "mtls");
        cell.asOf = "2027-01-10";
        cell.note = "Read again";
        cell.maturity = "stable";
      },
    });
    expect(diffCatalogs(before, before)).toEqual([]);
    expect(diffCatalogs(before, after, { before: "2026-11-23", after: "2026-11-23" })).toEqual([]);
  });

  it("tells a newer release, with its day and source", async () => {
    const after = await next({
      kuma: (mesh) => {
        mesh.lastRelease.version = "2.99.0";
        mesh.lastRelease.date = "2027-01-05";
      },
    });
    expect(diffCatalogs(before, after)).toContainEqual({
      kind: "release",
      mesh: "kuma",
      what: "newest release",
      before: before.meshById.get("kuma")?.lastRelease.version,
      after: "2.99.0",
      date: "2027-01-05",
      sources: [expect.objectContaining({ url: expect.stringMatching(/^https:/u) })],
    });
  });

  it("tells a grade, its maturity and its edition apart, each with the newer fact's date", async () => {
    const after = await next({
      linkerd: (mesh) => {
        const cell = graded(mesh, "wasm");
        cell.grade = "opt-in";
        cell.maturity = "alpha";
        cell.edition = "Buoyant Enterprise";
        cell.asOf = "2027-01-12";
      },
    });
    const found = diffCatalogs(before, after).filter(({ feature }) => feature === "wasm");
    expect(found).toMatchObject([
      { kind: "grade", mesh: "linkerd", before: "none", after: "opt-in", date: "2027-01-12" },
      { kind: "maturity", after: "alpha" },
      { kind: "edition", after: "Buoyant Enterprise" },
    ]);
    expect(found[1]).not.toHaveProperty("before");
  });

  it("tells a mode's change as the mode's, and the mesh's only once", async () => {
    const [feature = "", cell] =
      Object.entries(before.meshById.get("istio")?.cells ?? {}).find(
        ([, it]) => "grade" in it && it.modes?.ambient !== undefined,
      ) ?? [];
    const grade = cell && "grade" in cell ? cell.modes?.ambient?.grade : undefined;
    expect(grade).toBeDefined();
    const after = await next({
      istio: (mesh) => {
        const ambient = graded(mesh, feature).modes?.ambient;
        if (ambient) ambient.grade = "not-applicable";
      },
    });
    expect(diffCatalogs(before, after).filter(({ kind }) => kind === "grade")).toMatchObject([
      { mesh: "istio", mode: "ambient", feature, before: grade, after: "not-applicable" },
    ]);
  });

  it("tells what became of a project: archived, licence, end of support, advisories", async () => {
    const after = await next({
      flomesh: (mesh) => {
        mesh.status.state = "archived";
        mesh.status.since = "2027-01-02";
      },
      kuma: (mesh) => {
        mesh.offering = "source-available";
        const licence = mesh.cells.licence;
        if (licence && "value" in licence) licence.value = "BUSL-1.1";
        graded(mesh, "open-source").grade = "none";
      },
      istio: (mesh) => {
        const line = mesh.releases?.find((it) => it.line === "1.30");
        if (line) line.endOfLife = "2027-04-30";
        mesh.advisories?.push({
          id: "CVE-2027-0001",
          title: "A made-up hole",
          affects: "all before 1.31.9",
          published: "2027-01-03",
          sources: mesh.status.sources,
        });
      },
    });
    const found = diffCatalogs(before, after);
    expect(found).toContainEqual(
      expect.objectContaining({ kind: "status", mesh: "flomesh", after: "archived", date: "2027-01-02" }),
    );
    const kuma = found.filter(({ mesh, kind }) => mesh === "kuma" && kind === "licence");
    expect(kuma).toMatchObject([
      { before: "open-source", after: "source-available" },
      { feature: "licence", before: expect.stringContaining("Apache"), after: "BUSL-1.1" },
      { feature: "open-source", before: "default", after: "none" },
    ]);
    expect(found).toContainEqual(
      expect.objectContaining({
        kind: "end-of-life",
        mesh: "istio",
        what: "end of support of line 1.30",
        after: "2027-04-30",
      }),
    );
    const advisory = found.find(({ kind }) => kind === "advisory");
    expect(advisory).toMatchObject({ mesh: "istio", what: "CVE-2027-0001", date: "2027-01-03" });
    expect(advisory).not.toHaveProperty("before");
  });

  it("tells a mesh that fell dormant by its dates alone", async () => {
    const days = { before: "2026-11-23", after: "2032-01-01" };
    expect(diffCatalogs(before, before, days)).toContainEqual(
      expect.objectContaining({ kind: "status", mesh: "kmesh", before: "active", after: "dormant" }),
    );
  });

  it("tells values and ratings by their words", async () => {
    const after = await next({
      consul: (mesh) => {
        const stated = mesh.cells.languages;
        if (stated && "value" in stated) stated.value = "Go and Rust";
        const rated = mesh.cells.configuration;
        if (rated && "opinions" in rated && rated.opinions[0]) rated.opinions[0].says = "Hard";
      },
    });
    const found = diffCatalogs(before, after);
    expect(found.map(({ kind, feature }) => `${kind} ${feature ?? ""}`.trim())).toEqual([
      "value languages",
      "rating configuration",
    ]);
    expect(found[1]?.after).toContain("Hard");
  });

  it("tells meshes that came and went, and leaves a company's own alone", async () => {
    const without: Catalog = {
      ...before,
      meshes: before.meshes.filter(({ id }) => id !== "kmesh"),
      meshById: new Map([...before.meshById].filter(([id]) => id !== "kmesh")),
    };
    expect(diffCatalogs(without, before)).toMatchObject([
      { kind: "mesh-added", mesh: "kmesh", after: "Kmesh", date: before.date },
    ]);
    expect(diffCatalogs(before, without)).toMatchObject([
      { kind: "mesh-removed", mesh: "kmesh", before: "Kmesh" },
    ]);
    expect(diffCatalogs(without, { ...before, own: new Set(["kmesh"]) })).toEqual([]);
  });

  it("puts the gravest first, in the order of the newer catalog", async () => {
    const after = await next({
      linkerd: (mesh) => {
        graded(mesh, "wasm").grade = "partial";
        mesh.status.state = "dormant";
        mesh.lastRelease.version = "edge-27.1.1";
      },
      istio: (mesh) => {
        graded(mesh, "mtls").grade = "partial";
      },
    });
    expect(diffCatalogs(before, after).map(({ mesh, kind }) => `${mesh} ${kind}`)).toEqual([
      "istio grade",
      "linkerd status",
      "linkerd release",
      "linkerd grade",
    ]);
  });
});
