/** A small chart of two meshes, and what draws it without drawing. */
import { type Chart, chartOf } from "../../src/card/chart.ts";
import type { Pictures } from "../../src/card/picture.ts";

export const someChart: Chart = chartOf({
  kind: "grouped-bars",
  id: "groups_istio_linkerd",
  title: "Features met, by group",
  method: "Counted by hand.",
  source: "Somebody, 2026-11-23",
  unit: "%",
  most: 100,
  categories: ["Security", "Traffic"],
  series: [
    { name: "Istio", values: [95.5, 100], said: ["10½ of 11", "9 of 9"] },
    { name: "Linkerd", values: [68.2, 72.2], open: [9.1, 0], said: ["7½ of 11, 1 not known", "6½ of 9"] },
  ],
});

const picture = "\u0089PNG, as far as anybody can tell";

/** Pictures at a public address, or at none. */
export const picturesAt = (publicUrl?: string): Pictures => ({
  urlOf: ({ id }) => (publicUrl === undefined ? undefined : `${publicUrl}/charts/${id}.png`),
  draw: async () => Buffer.from(picture),
});
