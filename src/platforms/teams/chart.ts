/** A chart in Teams: its own, a picture where a client has none, and the numbers in words either way. */
import { altOf, type Chart } from "../../card/chart.ts";
import type { BarChart, Element, Image } from "./adaptive-card.ts";
import { bold, paragraphOf, small } from "./text.ts";

type UrlOf = (chart: Chart) => string | undefined;

/** More categories than these are named by numbers, as clients cut longer names to a letter or two. */
const mostNamed = 5;

const colours = [
  "categoricalBlue",
  "categoricalMarigold",
  "categoricalTeal",
  "categoricalPurple",
  "categoricalRed",
] as const;

export function chartOf(chart: Chart, urlOf: UrlOf | undefined): readonly Element[] {
  const { title, words, method, source } = chart;
  const told = [method, source].filter((line) => line !== "").join(" ");
  const picture = pictureOf(chart, urlOf);
  const isCrowded = chart.kind === "grouped-bars" && chart.categories.length > mostNamed;
  const isNumbered = isCrowded && !picture;
  return [
    paragraphOf([bold(title)]),
    // A picture has room for every name.
    isCrowded && picture ? picture : { ...drawn(chart, isNumbered), fallback: picture ?? "drop" },
    {
      type: "Container",
      items: words.map((line, at) => paragraphOf([isNumbered ? `${at + 1}. ${line}` : line], "Small")),
    },
    ...(told === "" ? [] : [small(paragraphOf([told]))]),
  ];
}

type Drawn = BarChart extends infer One ? (One extends BarChart ? Omit<One, "fallback"> : never) : never;

function drawn({ kind, categories, series, unit, most }: Chart, isNumbered: boolean): Drawn {
  const [first] = series;
  if (kind === "bars" && first)
    return {
      type: "Chart.HorizontalBar",
      xAxisTitle: unit,
      displayMode: "AbsoluteWithAxis",
      color: colours[0],
      data: pointsOf(categories, first.values),
    };
  const names = isNumbered ? categories.map((_, at) => `${at + 1}`) : categories;
  return {
    type: "Chart.VerticalBar.Grouped",
    yAxisTitle: unit,
    yMin: 0,
    ...(most !== undefined && { yMax: most }),
    data: series.map(({ name, values }, at) => ({
      legend: name,
      color: colours[at % colours.length] ?? colours[0],
      values: pointsOf(names, values),
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
