/** Any chart at all, with the texts given. */
import fc from "fast-check";
import { type Chart, chartOf } from "../../src/card/chart.ts";

export const anyChart = (words: fc.Arbitrary<string>): fc.Arbitrary<Chart> =>
  fc
    .record({ categories: fc.integer({ min: 1, max: 25 }), series: fc.integer({ min: 1, max: 7 }) })
    .chain(({ categories, series }) => {
      const each = <T>(item: fc.Arbitrary<T>) =>
        fc.array(item, { minLength: categories, maxLength: categories });
      return fc.record({
        kind: fc.constant(series === 1 ? ("bars" as const) : ("grouped-bars" as const)),
        id: fc.constant("groups_istio_linkerd"),
        title: words,
        method: words,
        source: words,
        unit: words,
        most: fc.constant(100),
        categories: each(words),
        series: fc.array(
          fc.record({
            name: words,
            values: each(fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constant(null))),
            open: each(fc.double({ min: 0, max: 100, noNaN: true })),
            said: each(words),
          }),
          { minLength: series, maxLength: series },
        ),
      });
    })
    .map(chartOf);

/** Everything a chart says. */
export const factsOfChart = ({ title, categories, series, method, source }: Chart): readonly string[] => [
  title,
  ...categories,
  ...series.flatMap(({ said }) => said),
  method,
  source,
];
