/** How meshes do per group of features, as a chart: the share of graded features each meets. */
import { type Chart, chartOf, type Series } from "../../card/chart.ts";
import { type Catalog, cellOf, type Grade, isGraded, type MeshRef } from "../../catalog/catalog.ts";
import { shortName } from "./footer.ts";

/** How much a grade counts; undefined where the feature does not apply and is not counted. */
const weights: Readonly<Record<Exclude<Grade, "unknown">, number | undefined>> = {
  default: 1,
  "opt-in": 1,
  partial: 0.5,
  "vendor-only": 0.5,
  none: 0,
  "not-applicable": undefined,
};

/** Says how `shareOf` counts. */
const rule =
  "Counted in each group, of the features that apply: Yes is 1, Partly and Vendor only are ½, No is 0. " +
  "What is not known may yet be met. Maturity is not counted. A count is not a verdict.";

type Share = { readonly met: number; readonly unknown: number; readonly all: number };

function shareOf(catalog: Catalog, ref: MeshRef, group: string): Share {
  const grades = catalog.features
    .filter((feature) => feature.group === group)
    .map(({ id }) => cellOf(catalog, ref, id))
    .flatMap((cell) => (isGraded(cell) ? [cell.grade] : []))
    .filter((grade) => grade !== "not-applicable");
  const known = grades.filter((grade) => grade !== "unknown");
  return {
    met: known.reduce((sum, grade) => sum + (weights[grade] ?? 0), 0),
    unknown: grades.length - known.length,
    all: grades.length,
  };
}

/** The id of the chart of these meshes. */
export const shareChartId = (refs: readonly MeshRef[]): string =>
  ["groups", ...refs.map(({ mesh, mode }) => (mode === undefined ? mesh : `${mesh}.${mode}`))].join("_");

export function shareChart(catalog: Catalog, refs: readonly MeshRef[]): Chart {
  const groups = catalog.groups
    .map(({ id, name }) => ({ name, shares: refs.map((ref) => shareOf(catalog, ref, id)) }))
    .filter(({ shares }) => shares.some(({ all }) => all > 0));
  const series = refs.map((ref, at): Series => {
    const shares = groups.map((group) => group.shares[at] ?? none);
    return {
      name: shortName(catalog, ref),
      values: shares.map(({ met, all }) => (all === 0 ? null : percent(met / all))),
      open: shares.map(({ unknown, all }) => (all === 0 ? 0 : percent(unknown / all))),
      said: shares.map(saidOf),
    };
  });
  return chartOf({
    kind: "grouped-bars",
    id: shareChartId(refs),
    title: "Features met, by group",
    method: rule,
    source: `Mesh Advisor, catalog ${catalog.version} of ${catalog.date}`,
    unit: "%",
    most: 100,
    categories: groups.map(({ name }) => name),
    series,
  });
}

const none: Share = { met: 0, unknown: 0, all: 0 };

const percent = (part: number): number => Math.round(part * 1000) / 10;

/** “9½ of 11”, “5 of 7, 2 not known”. */
function saidOf({ met, unknown, all }: Share): string {
  if (all === 0) return "does not apply";
  if (unknown === all) return `not known (${all})`;
  const whole = Math.floor(met);
  const number = met === whole ? `${met}` : `${whole === 0 ? "" : whole}½`;
  return `${number} of ${all}${unknown > 0 ? `, ${unknown} not known` : ""}`;
}
