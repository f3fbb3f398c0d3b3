/** A chart in Teams: its own, a picture where a client has none, and the numbers in words either way. */
import { altOf, type Chart, isCrowded, numbered } from "../../card/chart.ts";
import type { BarChart, Element, Image } from "./adaptive-card.ts";
import { bold, paragraphOf, small } from "./text.ts";

type UrlOf = (chart: Chart) => string | undefined;

const colours = [
  "categoricalBlue",
  "categoricalMarigold",
  "categoricalTeal",
  "categoricalPurple",
  "categoricalRed",
] as const;

export function chartOf(given: Chart, urlOf: UrlOf | undefined): readonly Element[] {
  const picture = pictureOf(given, urlOf);
  // A picture has room for every name, and says itself what it shows.
  if (picture && isCrowded(given)) return [picture, inWords(given)];
  const chart = isCrowded(given) ? numbered(given) : given;
  const { title, method, source } = chart;
  const told = [method, source].filter((line) => line !== "").join(" ");
  return [
    paragraphOf([bold(title)]),
    { ...drawn(chart), fallback: picture ?? "drop" },
    inWords(chart),
    ...(told === "" ? [] : [small(paragraphOf([told]))]),
  ];
}

const inWords = ({ words }: Chart): Element => ({
  type: "Container",
  items: words.map((line) => paragraphOf([line], "Small")),
});

type Drawn = BarChart extends infer One ? (One extends BarChart ? Omit<One, "fallback"> : never) : never;

function drawn({ kind, categories, series, unit, most }: Chart): Drawn {
  const [first] = series;
  if (kind === "bars" && first)
    return {
      type: "Chart.HorizontalBar",
      xAxisTitle: unit,
      displayMode: "AbsoluteWithAxis",
      color: colours[0],
      data: pointsOf(categories, first.values),
    };
  return {
    type: "Chart.VerticalBar.Grouped",
    yAxisTitle: unit,
    yMin: 0,
    ...(most !== undefined && { yMax: most }),
    data: series.map(({ name, values }, at) => ({
      legend: name,
      color: colours[at % colours.length] ?? colours[0],
      values: pointsOf(categories, values),
    })),
  };
}

const pointsOf = (categories: readonly string[], values: readonly (number | null)[]) =>
  categories.flatMap((x, at) => {
    const y = values[at] ?? null;
    return y === null ? [] : [{ x, y }];
  });

function pictureOf(chart: Chart, urlOf: UrlOf | undefined): Image | undefined {
  const url = urlOf?.(chart);
  return url === undefined ? undefined : { type: "Image", url, altText: altOf(chart), size: "Stretch" };
}
