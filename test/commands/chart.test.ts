import { describe, expect, it } from "vitest";
import { ownCatalog } from "../../src/app.ts";
import type { Card } from "../../src/card/card.ts";
import { altOf, type Chart, chartOf, endOf } from "../../src/card/chart.ts";
import { markdown } from "../../src/card/markdown.ts";
import { plainText } from "../../src/card/plain.ts";
import { cellOf, isGraded } from "../../src/catalog/catalog.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { chartNamed } from "../../src/commands/present/charts.ts";
import { renderTerminal } from "../../src/platforms/console/render.ts";
import { ask } from "../mesh-bot.ts";

const catalog = loadCatalog(ownCatalog);

const chartsIn = ({ blocks }: Card): readonly Chart[] => blocks.filter((block) => block.type === "chart");
const only = (card: Card): Chart => {
  const [chart] = chartsIn(card);
  if (!chart) throw new Error("the card has no chart");
  return chart;
};
const commandsIn = ({ blocks }: Card) =>
  blocks.flatMap((block) =>
    block.type === "buttons"
      ? block.buttons.flatMap((it) => ("command" in it ? [it.command] : []))
      : block.type === "select"
        ? block.options.map(({ command }) => command)
        : [],
  );

describe("a chart of meshes", () => {
  it.each([
    "chart istio linkerd",
    "chart istio vs linkerd",
    "plot istio and linkerd",
    "charts of istio and linkerd",
    "draw istio and linkerd",
    "draw me a chart of istio and linkerd",
    "show me a chart comparing istio with linkerd",
    "compare istio linkerd as a chart",
    "istio vs linkerd as a graph",
  ])("is what “%s” asks for", async (message) => {
    const { command, outcome, card } = await ask(message);
    expect({ command, outcome, id: only(card).id }).toEqual({
      command: "chart",
      outcome: "answered",
      id: "groups_istio_linkerd",
    });
  });

  it("counts what the catalog says, by the rule it states", async () => {
    const { categories, series, method, most } = only((await ask("chart istio linkerd")).card);
    const at = categories.indexOf("Security");
    const grades = catalog.features
      .filter(({ group }) => group === "security")
      .map(({ id }) => cellOf(catalog, { mesh: "linkerd" }, id))
      .flatMap((cell) => (isGraded(cell) && cell.grade !== "not-applicable" ? [cell.grade] : []));
    const of = (...them: string[]) => grades.filter((grade) => them.includes(grade)).length;
    const met = of("default", "opt-in") + of("partial", "vendor-only") / 2;
    expect(series[1]?.values[at]).toBeCloseTo((met / grades.length) * 100, 1);
    expect(series[1]?.said[at]).toMatch(new RegExp(`^${Math.floor(met)}½? of ${grades.length}`, "u"));
    expect(method).toMatch(/Yes is 1.*½.*No is 0.*What is not known may yet be met/u);
    expect(most).toBe(100);
  });

  it("never takes unknown for no", () => {
    for (const { id } of catalog.meshes.slice(1)) {
      const chart = chartNamed(catalog, `groups_istio_${id}`);
      const { values = [], open = [], said = [] } = chart?.series[1] ?? {};
      for (const [at, value] of values.entries()) {
        expect((value ?? 0) + (open[at] ?? 0)).toBeLessThanOrEqual(100.1);
        expect(said[at]?.includes("not known")).toBe((open[at] ?? 0) > 0);
        expect(said[at] === "does not apply").toBe(value === null);
      }
    }
  });

  it("tells the modes of one mesh apart, and bears every banner", async () => {
    const { card } = await ask("chart istio ambient, istio sidecar and osm");
    expect(only(card).series.map(({ name }) => name)).toEqual(["Istio Ambient", "Istio Sidecar", "OSM"]);
    expect(card.banners.map(({ kind }) => kind)).toContain("archived");
  });

  it("is offered by a comparison, and leads back to it", async () => {
    expect(commandsIn((await ask("compare istio linkerd")).card)).toContain("chart istio linkerd");
    const back = commandsIn((await ask("chart istio linkerd")).card);
    expect(back).toEqual(
      expect.arrayContaining(["compare istio linkerd", "compare istio linkerd on security"]),
    );
  });

  it.each([
    ["chart istio", "usage", "chart istio linkerd"],
    ["chart", "usage", "chart istio linkerd"],
    ["chart istio linkerd on security", "usage", "compare istio linkerd on security"],
    ["chart istio istio", "usage", "chart istio"],
    ["chart istio counsel", "ambiguous", "chart istio consul"],
    ["chart benchmarks nginx", "unknown", "benchmarks nginx-service-mesh"],
  ])("“%s” says what to do instead", async (message, outcome, command) => {
    const reply = await ask(message);
    expect(reply.outcome).toBe(outcome);
    expect(commandsIn(reply.card)).toContain(command);
  });
});

describe("a chart of a benchmark", () => {
  it("has one chart for each unit, with author, version, method, unit and date", async () => {
    const { card } = await ask("chart benchmark istio-resources");
    expect(chartsIn(card).map(({ unit }) => unit)).toEqual(["vCPU", "MB"]);
    for (const { method, source, series } of chartsIn(card)) {
      expect(method).toMatch(/Istio 1\.24.*1,000 HTTP requests/u);
      expect(source).toBe("Istio project, 2024-11. A vendor's or project's own number.");
      expect(series[0]?.said.every((it) => /^\d+(?:\.\d+)? (?:vCPU|MB)$/u.test(it))).toBe(true);
    }
  });

  it("starts with an outsider's, and offers the others", async () => {
    const { card, outcome } = await ask("chart benchmarks linkerd");
    expect(outcome).toBe("answered");
    expect(only(card).id).toBe("benchmark_mtls-latency_0");
    expect(only(card).source).not.toContain("own number");
    expect(commandsIn(card)).toContain("chart benchmark linkerd-istio-2025");
  });

  it("is offered where figures are told, and only where there is one", async () => {
    const offered = async (message: string) =>
      commandsIn((await ask(message)).card).filter((it) => it.startsWith("chart"));
    expect(await offered("benchmarks linkerd")).toEqual(["chart benchmark mtls-latency"]);
    expect(await offered("benchmarks nginx service mesh")).toEqual([]);
  });
});

describe("the catalog", () => {
  it("draws a chart by the id the chart has, and by no other", async () => {
    for (const message of ["chart istio ambient vs linkerd", "chart benchmark istio-resources"])
      for (const chart of chartsIn((await ask(message)).card))
        expect(chartNamed(catalog, chart.id)).toEqual(chart);
    for (const id of [
      "",
      "groups",
      "groups_istio",
      "groups_istio_nonsense",
      "groups_istio.teleport_linkerd",
      "groups_istio_linkerd_consul_kuma_osm_cilium",
      "groups_istio.ambient.x_linkerd",
      "benchmark_mtls-latency_1",
      "benchmark_nginx-footprint_0",
      "../../etc/passwd",
      "constructor",
    ])
      expect(chartNamed(catalog, id), id).toBeUndefined();
  });
});

describe("a chart in words", () => {
  const chart = chartOf({
    kind: "grouped-bars",
    id: "groups_a_b",
    title: "Both",
    method: "Counted.",
    source: "Somebody",
    unit: "%",
    most: 100,
    categories: ["Security", "Traffic"],
    series: [
      { name: "A", values: [50, 0], open: [25, 0], said: ["2 of 4, 1 not known", "0 of 2"] },
      { name: "B", values: [100, null], open: [0, 0], said: ["4 of 4", "does not apply"] },
    ],
  });
  const card: Card = { title: "A and B", banners: [], blocks: [chart] };

  it("says every number", () => {
    expect(chart.words).toEqual([
      "Security: A 2 of 4, 1 not known; B 4 of 4",
      "Traffic: A 0 of 2; B does not apply",
    ]);
    expect(altOf(chart)).toContain("Bar chart. Both. Security: A 2 of 4");
    expect(plainText(card, { prefix: "" })).toContain(chart.words.join("\n"));
    expect(markdown(card)).toContain("| Security | 2 of 4, 1 not known | 4 of 4 |");
  });

  it("is drawn with block characters in a terminal, what is not known dotted", () => {
    const drawn = renderTerminal(card, { width: 80, colour: false, prefix: "" });
    expect(drawn).toContain(`A  ${"█".repeat(20)}${"░".repeat(10)}${" ".repeat(10)} 2 of 4, 1 not known`);
    expect(drawn).toContain(`B  ${"█".repeat(40)} 4 of 4`);
    const narrow = renderTerminal(card, { width: 24, colour: false, prefix: "" });
    expect(narrow).toContain("2 of 4, 1 not known");
  });

  it("has a scale of its own where the unit has no end", () => {
    const { most: _, ...rest } = chart;
    expect(endOf(chart)).toBe(100);
    expect(endOf({ ...rest, series: [{ name: "A", values: [3, 12], said: ["3", "12"] }] })).toBe(12);
    expect(endOf({ ...rest, series: [{ name: "A", values: [0, null], said: ["0", ""] }] })).toBe(1);
  });
});
