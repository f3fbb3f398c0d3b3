/** The figures of a benchmark as charts, one for each unit: figures of different units share no scale. */
import { type Chart, chartOf } from "../../card/chart.ts";
import { type Benchmark, type Catalog, type MeshRef, nameOf } from "../../catalog/catalog.ts";

type Result = Benchmark["results"][number];

/** One figure alone is not drawn: there is nothing to hold it against. */
const fewest = 2;

export function benchmarkCharts(catalog: Catalog, benchmark: Benchmark): readonly Chart[] {
  const units = [...new Set(benchmark.results.map(({ unit }) => unit))];
  return units.flatMap((unit, at) => {
    const results = benchmark.results.filter((it) => it.unit === unit);
    return results.length < fewest ? [] : [chartIn(unit, at, results, benchmark, catalog)];
  });
}

function chartIn(
  unit: string,
  at: number,
  results: readonly Result[],
  { id, title, author, date, vendor, version, method, note }: Benchmark,
  catalog: Catalog,
): Chart {
  const [measure = "", ...others] = [...new Set(results.map((it) => it.measure))];
  const alike = others.length === 0;
  const name = (it: Result) => nameOf(catalog, refOf(it));
  return chartOf({
    kind: "bars",
    id: `benchmark_${id}_${at}`,
    title: alike ? `${title}: ${measure}, in ${unit}` : `${title}, in ${unit}`,
    method: [`Versions: ${version}. Method: ${method}.`, ...(note === undefined ? [] : [note])].join(" "),
    source: `${author}, ${date}.${vendor ? " A vendor's or project's own number." : ""}`,
    unit,
    categories: results.map((it) => (alike ? name(it) : `${name(it)}: ${it.measure}`)),
    series: [
      {
        name: alike ? measure : title,
        values: results.map(({ value }) => value),
        said: results.map(({ value }) => `${value} ${unit}`),
      },
    ],
  });
}

const refOf = ({ mesh, mode }: Result): MeshRef => (mode === undefined ? { mesh } : { mesh, mode });

/** Benchmarks that can be drawn: outsiders' first, then the newest. */
export const drawable = (catalog: Catalog, refs: readonly MeshRef[]): readonly Benchmark[] =>
  catalog.benchmarks
    .filter(
      ({ results }) => refs.length === 0 || results.some(({ mesh }) => refs.some((ref) => ref.mesh === mesh)),
    )
    .filter((benchmark) => benchmarkCharts(catalog, benchmark).length > 0)
    .toSorted(
      (a, b) => Number(a.vendor ?? false) - Number(b.vendor ?? false) || b.date.localeCompare(a.date),
    );
