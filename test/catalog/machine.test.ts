import { describe, expect, it } from "vitest";
import { ownCatalog } from "../../src/app.ts";
import { isGraded, isRated } from "../../src/catalog/catalog.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { machineForm } from "../../src/catalog/machine.ts";
import { statementsIn } from "../../src/catalog/statements.ts";
import { run } from "../spawned.ts";

const catalog = loadCatalog(ownCatalog);
const form = machineForm(catalog, "2026-11-23");

describe("every claim of the article", () => {
  it("is carried, or shown as disputed by a better source", () => {
    expect(form.claims.map(({ n }) => n)).toEqual(Array.from({ length: 75 }, (_, at) => at + 1));
    for (const { n, carriedIn, disputedBy } of form.claims)
      expect((carriedIn ?? disputedBy ?? []).length, `claim ${n}`).toBeGreaterThan(0);
  });

  it("is disputed where it is known to be wrong", () => {
    const disputed = form.claims.filter(({ disputedBy }) => disputedBy !== undefined).map(({ n }) => n);
    // Dead letter queues, Linkerd's security, Consul's licence and traffic, Traefik Mesh's platforms and mTLS.
    expect(disputed).toEqual(expect.arrayContaining([5, 24, 27, 37, 64, 68, 74]));
  });
});

describe("every cell", () => {
  it("has a grade, a source and a date", () => {
    for (const { mesh, feature, grade, sources, asOf } of form.cells) {
      expect(grade, `${mesh} ${feature}`).toMatch(/^(?:default|opt-in|partial|vendor-only|none|unknown)$/u);
      expect(sources.length, `${mesh} ${feature}`).toBeGreaterThan(0);
      expect(asOf, `${mesh} ${feature}`).toMatch(/^\d{4}-\d{2}/u);
    }
  });

  it("that cannot apply is not there, and says so", () => {
    const cell = form.cells.find((it) => it.mesh === "network-service-mesh" && it.feature === "retries");
    expect(cell).toMatchObject({ grade: "none", applies: false });
  });

  it("is there for every mesh and feature", () => {
    const whole = form.cells.filter((cell) => !("mode" in cell));
    expect(whole.length).toBe(catalog.meshes.length * catalog.features.length);
  });

  it("carries plain text, and none that is empty", () => {
    for (const mesh of catalog.meshes)
      for (const [feature, cell] of Object.entries(mesh.cells)) {
        const texts = isRated(cell)
          ? cell.opinions.map(({ says }) => says)
          : [cell.note, isGraded(cell) ? undefined : cell.value];
        for (const text of texts)
          if (text !== undefined)
            expect(text, `${mesh.id} ${feature}`).not.toMatch(/<\/?[a-z][^>]*>|^\s*$/iu);
      }
  });

  it("tells Istio's modes apart where a fact differs", () => {
    const of = (feature: string, mode?: string) =>
      form.cells.find(
        (cell) =>
          cell.mesh === "istio" &&
          cell.feature === feature &&
          ("mode" in cell ? cell.mode : undefined) === mode,
      )?.grade;
    expect(of("vms", "ambient")).not.toBe(of("vms"));
    expect(of("sidecarless", "sidecar") ?? of("sidecarless", "ambient")).toBeDefined();
  });
});

describe("every rating", () => {
  it("says whose opinion it is", () => {
    for (const mesh of catalog.meshes)
      for (const { path, statement } of statementsIn(mesh))
        expect(
          mesh.sources[statement.by] ?? catalog.sources[statement.by],
          `${mesh.id} ${path}`,
        ).toBeDefined();
  });
});

describe("npm run catalog -- --json", () => {
  it("prints the machine form", async () => {
    const { code, stdout } = await run("tools/catalog.ts", ["--json", "--at", "2026-11-23"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(form)));
  });
});
