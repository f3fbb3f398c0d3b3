/** Every chart the catalog can draw, by the id it goes by. */
import type { Chart } from "../../card/chart.ts";
import { type Catalog, type MeshRef, meshOf } from "../../catalog/catalog.ts";
import { mostMeshes } from "../parse/comparison.ts";
import { benchmarkCharts } from "./benchmark-chart.ts";
import { shareChart, shareChartId } from "./share-chart.ts";

/** Undefined for every id that is not a chart's. */
export function chartNamed(catalog: Catalog, id: string): Chart | undefined {
  const [kind, ...parts] = id.split("_");
  if (kind === "benchmark")
    return catalog.benchmarks
      .flatMap((benchmark) => benchmarkCharts(catalog, benchmark))
      .find((chart) => chart.id === id);
  if (kind !== "groups" || parts.length < 2 || parts.length > mostMeshes) return undefined;
  const refs = parts.map((part) => refIn(catalog, part)).filter((ref) => ref !== undefined);
  return refs.length === parts.length && shareChartId(refs) === id ? shareChart(catalog, refs) : undefined;
}

function refIn(catalog: Catalog, part: string): MeshRef | undefined {
  const [mesh = "", mode, ...rest] = part.split(".");
  if (!catalog.meshById.has(mesh) || rest.length > 0) return undefined;
  if (mode === undefined) return { mesh };
  return meshOf(catalog, mesh).modes?.some(({ id }) => id === mode) ? { mesh, mode } : undefined;
}
