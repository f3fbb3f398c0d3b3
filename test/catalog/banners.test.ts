import { describe, expect, it } from "vitest";
import { ownCatalog } from "../../src/app.ts";
import { bannersFor, bannersOf, isRetired } from "../../src/catalog/banners.ts";
import { type Mesh, meshOf } from "../../src/catalog/catalog.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { ask } from "../mesh-bot.ts";

const catalog = loadCatalog(ownCatalog);
const today = "2026-11-23";
const kinds = (id: string, day = today) => bannersOf(meshOf(catalog, id), day).map(({ kind }) => kind);
const istio = meshOf(catalog, "istio");
const with_ = (change: Partial<Mesh>): Mesh => ({ ...istio, ...change });

describe("the banners of", () => {
  it.each([
    ["osm", "archived"],
    ["nginx-service-mesh", "archived"],
    ["traefik-mesh", "dormant"],
    ["aws-app-mesh", "end-of-life"],
    ["consul", "not-open-source"],
    ["gloo-mesh", "commercial"],
    ["openshift-service-mesh", "commercial"],
  ])("%s have %s", (id, kind) => {
    expect(kinds(id)).toContain(kind);
  });

  it.each(["istio", "linkerd", "kuma", "cilium", "kmesh", "network-service-mesh"])(
    "%s are none today",
    (id) => {
      expect(kinds(id)).toEqual([]);
    },
  );
});

describe("the rules", () => {
  const lastRelease = { ...istio.lastRelease, date: "2024-11-24" };

  it("call a mesh dormant 24 months after its last release, not a day before", () => {
    expect(bannersOf(with_({ lastRelease }), "2026-11-23").map(({ kind }) => kind)).not.toContain("dormant");
    expect(bannersOf(with_({ lastRelease }), "2026-11-24").map(({ kind }) => kind)).toContain("dormant");
    expect(isRetired(with_({ lastRelease }), "2026-11-24")).toBe(true);
  });

  it("warn 60 days before support ends, and after", () => {
    const endOfLife = { date: "2027-03-01", note: "The last line ends.", sources: ["endoflife"] };
    const has = (day: string) =>
      bannersOf(with_({ endOfLife }), day).some(({ kind }) => kind === "end-of-life");
    expect([has("2026-12-30"), has("2026-12-31"), has("2027-03-02")]).toEqual([false, true, true]);
    expect(isRetired(with_({ endOfLife }), "2027-02-28")).toBe(false);
    expect(isRetired(with_({ endOfLife }), "2027-03-01")).toBe(true);
  });

  it("call data stale 180 days after its newest source", () => {
    expect(kinds("istio", "2027-03-01")).not.toContain("stale-data");
    expect(kinds("istio", "2027-06-01")).toContain("stale-data");
  });

  it("gather the banners of many meshes, one a kind, each mesh named", () => {
    const all = catalog.meshes.map(({ id }) => ({ mesh: id }));
    const gathered = bannersFor(catalog, all, today);
    expect(new Set(gathered.map(({ kind }) => kind)).size).toBe(gathered.length);
    expect(gathered.find(({ kind }) => kind === "archived")?.text).toContain("Open Service Mesh");
  });
});

describe("every command that names a mesh nobody should adopt", () => {
  const retired = catalog.meshes.filter((mesh) => isRetired(mesh, today)).map(({ id }) => id);

  it.each(retired)("warns of %s", async (id) => {
    for (const message of [
      `show ${id}`,
      `compare istio ${id}`,
      `does ${id} support mtls`,
      `sources ${id}`,
      `alternatives ${id}`,
      `migrate ${id} istio`,
      `migrate istio ${id}`,
      `migrate ${id}`,
      `versions ${id}`,
      `versions ${id} 99.9`,
      `security ${id}`,
      `benchmarks ${id}`,
      `changes of ${id}`,
      `report ${id}`,
      `install ${id}`,
      `install ${id} operator`,
      `search ${id}`,
      `compare ${id}`,
      `compare ${id} ${id}`,
      `show istio ${id}`,
      `feature security of ${id}`,
      "list",
      "who supports mtls",
    ]) {
      const { card } = await ask(message);
      expect(
        card.banners.some(
          ({ kind, text }) =>
            ["archived", "dormant", "end-of-life"].includes(kind) && text.includes(meshOf(catalog, id).name),
        ),
        `${message}: ${JSON.stringify(card.banners)}`,
      ).toBe(true);
    }
  });

  it.each(retired)("never recommends %s", async (id) => {
    const { answer } = await ask(`recommend ${id}`);
    expect(JSON.stringify((answer as { ranking?: unknown }).ranking ?? [])).not.toContain(`"mesh":"${id}"`);
  });
});
