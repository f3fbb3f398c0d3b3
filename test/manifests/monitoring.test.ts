import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import dashboard from "../../manifests/grafana/mesh-advisor.json" with { type: "json" };
import { createMetrics } from "../../src/telemetry/metrics.ts";
import { asked, groupedBy } from "./promql.ts";

/** Everything a server can say of itself, each metric with its labels. */
async function exposed(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const metrics = createMetrics();
  const act = async () => {};
  await metrics.watch({ kind: "answer", platform: "slack", ask: "slash" }, act, () => ({
    outcome: "answered",
  }));
  await metrics.watch({ kind: "delivery", platform: "slack" }, act, () => ({ outcome: "sent" }));
  await metrics.watch({ kind: "call", platform: "slack", operation: "x" }, act, () => ({ outcome: "ok" }));
  metrics.answered("/x", 200, 1);
  metrics.sources({
    catalog: () => ({ version: "1", date: "2026-11-25" }),
    platforms: () => ({ slack: { state: "ready" } }),
    late: () => 0,
    store: async () => ({ state: "ready" }),
    queue: async () => ({ due: 0, lateSeconds: 0 }),
  });
  const found = new Map<string, Set<string>>();
  for (const line of (await metrics.read()).split("\n")) {
    const [, name, labels = ""] = /^(\w+)(?:\{(.*)\})? \S+$/u.exec(line) ?? [];
    if (name === undefined) continue;
    const known = found.get(name) ?? new Set();
    for (const [, label = ""] of labels.matchAll(/(\w+)="/gu)) known.add(label);
    found.set(name, known);
  }
  return found;
}

/** Prometheus adds these itself. */
const added = ["job", "instance"];
const metrics = await exposed();
const own = [...metrics.keys()].filter((name) => name.startsWith("mesh_advisor_"));

type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<"summary" | "description", string>>;
};
const { groups }: { groups: readonly { readonly rules: readonly Rule[] }[] } = parse(
  readFileSync("manifests/prometheus/alerts.yaml", "utf8"),
);
const rules = groups.flatMap((it) => it.rules);

const panels = dashboard.panels.filter(({ type }) => type !== "row");
const queries = panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => ({ title, expr: expr.replaceAll("$__rate_interval", "5m") })),
);

function check(expression: string): void {
  const selectors = asked(expression);
  expect(selectors.length).toBeGreaterThan(0);
  const all = new Set(added);
  for (const { metric, labels } of selectors) {
    const known = metrics.get(metric);
    expect(known, `${metric} is not exposed`).toBeDefined();
    for (const label of labels) expect([...(known ?? []), ...added], metric).toContain(label);
    for (const label of known ?? []) all.add(label);
  }
  for (const label of groupedBy(expression)) expect([...all]).toContain(label);
}

describe("the alert rules", () => {
  it.each(rules)("$alert asks for what is exposed", ({ expr }) => check(expr));

  it("each have a severity, a summary and what to do", () => {
    for (const { alert, labels, annotations } of rules) {
      expect(["critical", "warning", "info"], alert).toContain(labels.severity);
      expect(annotations.summary.length).toBeGreaterThan(10);
      expect(annotations.description.length).toBeGreaterThan(20);
    }
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });
});

describe("the dashboard", () => {
  it.each(queries)("$title asks for what is exposed", ({ expr }) => check(expr));

  it("shows every metric of ours", () => {
    const shown = new Set(queries.flatMap(({ expr }) => asked(expr).map(({ metric }) => metric)));
    const base = (name: string) => name.replace(/_(?:bucket|sum|count)$/u, "");
    const bases = new Set([...shown].map(base));
    // The alert tells of it; there is nothing to see while it is 0.
    const unseen = [...new Set(own.map(base))].filter((name) => !bases.has(name));
    expect(unseen).toEqual(["mesh_advisor_catalog_problem"]);
  });

  it("lays its panels side by side, each with an id of its own and the source that is chosen", () => {
    const taken = new Set<string>();
    for (const { gridPos: at, title } of dashboard.panels)
      for (let x = at.x; x < at.x + at.w; x++)
        for (let y = at.y; y < at.y + at.h; y++) {
          expect(x, title).toBeLessThan(24);
          expect(taken.has(`${x},${y}`), `${title} lies over another`).toBe(false);
          taken.add(`${x},${y}`);
        }
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    for (const { datasource } of panels) expect(datasource?.uid).toBe(`\${datasource}`);
  });
});

describe("docs/operations.md", () => {
  it("lists every metric of ours with its labels, and no other", () => {
    const listed = new Map(
      [...readFileSync("docs/operations.md", "utf8").matchAll(/^\| `(mesh_\w+)` \| ([^|]*)\|/gmu)].map(
        ([, name = "", labels = ""]) => [name, labels.trim().split(", ").filter(Boolean).sort()],
      ),
    );
    const expected = new Map<string, string[]>();
    for (const [name, labels] of metrics)
      if (name.startsWith("mesh_advisor_"))
        expected.set(
          name.replace(/_(?:bucket|sum|count)$/u, ""),
          [...labels].filter((label) => label !== "le").sort(),
        );
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(expected));
  });
});

describe("reading PromQL", () => {
  it("finds metrics and labels, and refuses what is none", () => {
    expect(asked('sum by (a) (rate(x_total{b="1",c!~"2"}[5m])) / y')).toEqual([
      { metric: "x_total", labels: ["b", "c"] },
      { metric: "y", labels: [] },
    ]);
    expect(() => asked("sum by (a (x)")).toThrow("no PromQL");
  });
});
