import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownCatalog } from "../../src/app.ts";
import { type Chart, chartOf } from "../../src/card/chart.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { createPainter, TooBusy } from "../../src/charts/painter.ts";
import { svgOf, width } from "../../src/charts/svg.ts";
import { linesOf, widthOf } from "../../src/charts/width.ts";
import { chartNamed } from "../../src/commands/present/charts.ts";

const catalog = loadCatalog(ownCatalog);
const named = (id: string): Chart => {
  const chart = chartNamed(catalog, id);
  if (!chart) throw new Error(`no chart ${id}`);
  return chart;
};

const bytesOf = (specifier: string) => readFile(fileURLToPath(import.meta.resolve(specifier)));
let fontBuffers: Uint8Array[];
beforeAll(async () => {
  await initWasm(await bytesOf("@resvg/resvg-wasm/index_bg.wasm"));
  fontBuffers = await Promise.all(
    ["400", "600"].map((weight) => bytesOf(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`)),
  );
});

/** How far something reaches when it is really drawn. */
function reachOf(svg: string): { readonly right: number; readonly bottom: number } {
  const image = new Resvg(svg, { font: { fontBuffers, loadSystemFonts: false } });
  const box = image.getBBox();
  const reach = { right: (box?.x ?? 0) + (box?.width ?? 0), bottom: (box?.y ?? 0) + (box?.height ?? 0) };
  image.free();
  return reach;
}
const drawn = (text: string, weight: number) =>
  reachOf(
    `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="90"><text x="0" y="50" font-family="Inter" font-weight="${weight}" font-size="20">${text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")}</text></svg>`,
  ).right;

const long = chartOf({
  kind: "bars",
  id: "benchmark_long_0",
  title: `A title of ${"many words ".repeat(20)}`,
  method: `Unbroken${"x".repeat(300)} & <b>tags</b> \u0000 “quotes” ½`,
  source: "Łódź, Ψ, Щ and 網格",
  unit: "ms",
  categories: ["A category whose name is far too long for the column that it stands in", "Zero", "None"],
  series: [
    { name: "Latency", values: [123_456.789, 0, null], said: ["123456.789 milliseconds or so", "0", "–"] },
  ],
});

const golden = [
  "groups_istio_linkerd",
  "groups_istio.ambient_linkerd_consul_kuma_traefik-mesh",
  "groups_openshift-service-mesh_aws-app-mesh_network-service-mesh",
  "benchmark_mtls-latency_0",
  "benchmark_istio-resources_1",
].map(named);

describe("a picture", () => {
  it.each([...golden, long])("of $id looks as it did", async (chart) => {
    await expect(svgOf(chart)).toMatchFileSnapshot(`../goldens/charts/${chart.id}.svg`);
  });

  it.each([...golden, long])("of $id holds all that it says", (chart) => {
    const svg = svgOf(chart);
    const height = Number(/height="(\d+)"/u.exec(svg)?.[1]);
    // The sheet's own edge reaches to half a pixel before the end.
    const inside = svg.replace(/<rect x="0\.5"[^>]*>/u, "");
    const { right, bottom } = reachOf(inside);
    expect(right).toBeLessThanOrEqual(width - 20);
    expect(bottom).toBeLessThanOrEqual(height - 10);
    expect(svg).toMatch(/<rect x="0\.5"[^>]*fill="#ffffff"/u);
    const said = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, text]) => text).join("");
    for (const { said: numbers } of chart.series)
      for (const number of numbers)
        expect(said.replaceAll(" ", "")).toContain(number.replaceAll(" ", "").replaceAll("&", "&amp;"));
  });

  it("is measured no narrower than it is drawn, and not much wider", () => {
    const texts = [
      ...catalog.meshes.map(({ name }) => name),
      ...catalog.features.map(({ name }) => name),
      ...golden.flatMap(({ method, source, words }) => [method, source, ...words]),
    ];
    for (const weight of [400, 600]) {
      for (const text of texts.filter((_, at) => at % 3 === 0)) {
        expect(drawn(text, weight), text).toBeLessThanOrEqual(widthOf(text, 20));
        expect(drawn(text, weight) * 1.35 + 10, text).toBeGreaterThan(widthOf(text, 20));
      }
    }
  });

  it("breaks lines between words, and words that fit no line", () => {
    expect(linesOf("one two three", 10, widthOf("one two", 10))).toEqual(["one two", "three"]);
    expect(linesOf("  ", 10, 100)).toEqual([]);
    const lines = linesOf("x".repeat(50), 10, 60);
    expect(lines.join("")).toBe("x".repeat(50));
    expect(lines.every((line) => widthOf(line, 10) <= 60)).toBe(true);
  });
});

describe("the painter", () => {
  const painters = [createPainter(), createPainter()];
  afterAll(() => Promise.all(painters.map(({ close }) => close())));
  const [first, second] = painters;

  it("makes the same PNG of the same drawing, in any process", async () => {
    const svg = svgOf(named("groups_istio_linkerd"));
    const [one, two] = await Promise.all([first?.paint(svg), second?.paint(svg)]);
    if (!one || !two) throw new Error("nothing was painted");
    expect(Buffer.from(one).subarray(0, 8).toString("latin1")).toBe("\u0089PNG\r\n\u001a\n");
    expect(Buffer.from(one).readUInt32BE(16)).toBe(width * 2);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    expect(one.byteLength).toBeLessThan(400_000);
  });

  it("says what it cannot draw, and goes on", async () => {
    await expect(first?.paint("<svg")).rejects.toThrow();
    expect((await first?.paint(svgOf(long)))?.byteLength).toBeGreaterThan(1_000);
  });

  it("refuses more than it can do soon, and takes orders again after", async () => {
    const svg = svgOf(named("benchmark_mtls-latency_0"));
    const orders = Array.from({ length: 25 }, () => first?.paint(svg));
    const results = await Promise.allSettled(orders);
    const refused = results.filter((it) => it.status === "rejected").map(({ reason }) => reason);
    expect(refused).toHaveLength(5);
    expect(refused.every((it) => it instanceof TooBusy)).toBe(true);
    await expect(first?.paint(svg)).resolves.toBeDefined();
  });

  it("starts anew after it was closed", async () => {
    const painter = createPainter();
    const order = painter.paint(svgOf(long));
    await painter.close();
    await expect(order).rejects.toThrow("ended");
    await expect(painter.paint(svgOf(long))).resolves.toBeDefined();
    await painter.close();
  });
});
