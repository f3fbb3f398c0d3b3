/** Draws a chart as SVG: dark on a light sheet of its own, readable wherever it is shown. */
import { type Chart, endOf, hasOpen, type Series } from "../card/chart.ts";
import { linesOf, widthOf } from "./width.ts";

/** Of every picture. */
export const width = 860;
const margin = 24;
const inner = width - 2 * margin;

/** Told apart without seeing colours, too: their lightness differs, and each bar bears its name. */
const colours = ["#0b5cad", "#e07b10", "#0d8a6a", "#8e44ad", "#5f6b7a"];
const ink = "#1f2328";
const grey = "#57606a";
const track = "#eef1f4";
const edge = "#d0d7de";

const size = { title: 18, category: 13, label: 12, small: 11 };

/** So many categories stand in two columns side by side. */
const sideBySide = 6;
const between = 36;
const widestText = 0.37;

/** Something drawn, and how high it is. */
type Part = { readonly drawn: string; readonly height: number };

export function svgOf(chart: Chart): string {
  const { drawn, height: used } = stack([
    paragraph(chart.title, { size: size.title, weight: 600, fill: ink }),
    gap(10),
    chart.kind === "bars" ? flat(chart) : grouped(chart),
    gap(8),
    paragraph([chart.method, ...(hasOpen(chart) ? ["Pale is not known."] : [])].join(" "), {
      size: size.small,
      fill: grey,
    }),
    gap(4),
    paragraph(`Source: ${chart.source}`, { size: size.small, fill: grey }),
  ]);
  const height = used + 2 * margin - 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter" role="img">`,
    `<title>${escaped(chart.title)}</title>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="#ffffff" stroke="${edge}"/>`,
    moved(margin, margin, drawn),
    "</svg>\n",
  ].join("\n");
}

/** One bar a category, its name before it. */
function flat(chart: Chart): Part {
  const [series] = chart.series;
  if (!series) return gap(0);
  const columns = columnsOf(chart, chart.categories, inner);
  return stack(
    chart.categories.flatMap((category, at) => [
      row({ name: category, at, series, colour: colours[0] ?? ink, thick: 16, chart, columns }),
      gap(6),
    ]),
  );
}

/** A heading for each category, and below it one bar for each series. */
function grouped(chart: Chart): Part {
  const { categories, series } = chart;
  const isWide = categories.length < sideBySide;
  const room = isWide ? inner : (inner - between) / 2;
  const names = series.map(({ name }) => name);
  const columns = columnsOf(chart, names, room);
  const thick = series.length > 3 ? 9 : 11;
  const groups = categories.map((category, at) =>
    stack([
      paragraph(category, { size: size.category, weight: 600, fill: ink }, room),
      ...series.map((it, n) => {
        const colour = colours[n % colours.length] ?? ink;
        return row({ name: it.name, at, series: it, colour, thick, chart, columns });
      }),
      gap(9),
    ]),
  );
  if (isWide) return stack(groups);
  const half = Math.ceil(groups.length / 2);
  const [left, right] = [stack(groups.slice(0, half)), stack(groups.slice(half))];
  return {
    drawn: left.drawn + moved(room + between, 0, right.drawn),
    height: Math.max(left.height, right.height),
  };
}

/** One below the other. */
function stack(parts: readonly Part[]): Part {
  let height = 0;
  let drawn = "";
  for (const part of parts) {
    drawn += moved(0, height, part.drawn);
    height += part.height;
  }
  return { drawn, height };
}

const moved = (x: number, y: number, drawn: string): string =>
  drawn === "" ? "" : `\n<g transform="translate(${x} ${y})">${drawn}</g>`;

type Columns = { readonly name: number; readonly bar: number; readonly said: number };

/** The widest name and the longest number said take what they need, up to a share of the room; the bars have the rest. */
function columnsOf({ series }: Chart, names: readonly string[], room: number): Columns {
  const widest = (texts: readonly string[]) =>
    Math.ceil(Math.min(room * widestText, Math.max(0, ...texts.map((text) => widthOf(text, size.label)))));
  const name = widest(names) + 12;
  const said = widest(series.flatMap((it) => it.said));
  return { name, said, bar: room - name - said - 10 };
}

type Row = {
  readonly name: string;
  readonly at: number;
  readonly series: Series;
  readonly colour: string;
  readonly thick: number;
  readonly chart: Chart;
  readonly columns: Columns;
};

function row({ name, at, series, colour, thick, chart, columns }: Row): Part {
  const names = linesOf(name, size.label, columns.name - 12);
  const says = linesOf(series.said[at] ?? "", size.label, columns.said);
  const line = 15;
  const height = Math.max(names.length, says.length, 1) * line + (thick > 12 ? 4 : 1);
  const top = (height - thick) / 2;
  const lengthOf = (value: number) => round(Math.min(1, value / endOf(chart)) * columns.bar);
  const value = series.values[at] ?? null;
  const solid = lengthOf(value ?? 0);
  const open = Math.min(columns.bar - solid, lengthOf(series.open?.[at] ?? 0));
  const bar = (x: number, length: number, fill: string, more = "") =>
    length <= 0
      ? ""
      : `<rect x="${columns.name + x}" y="${top}" width="${length}" height="${thick}" rx="2" fill="${fill}"${more}/>`;
  const texts = (lines: readonly string[], x: number, fill: string) =>
    lines
      .map((it, n) =>
        text(it, x, (height - lines.length * line) / 2 + n * line + 11.5, { size: size.label, fill }),
      )
      .join("");
  return {
    height,
    drawn: [
      texts(names, 0, ink),
      // A full track says where the scale ends, which only some have.
      chart.most === undefined || value === null ? "" : bar(0, columns.bar, track),
      bar(0, solid, colour),
      bar(solid, open, colour, ' fill-opacity="0.28"'),
      texts(says, columns.name + columns.bar + 10, ink),
    ].join(""),
  };
}

type Look = { readonly size: number; readonly weight?: number; readonly fill: string };

function paragraph(said: string, look: Look, room = inner): Part {
  const leading = Math.round(look.size * 1.45);
  const lines = linesOf(said, look.size, room);
  return {
    height: lines.length * leading,
    drawn: lines.map((line, at) => text(line, 0, at * leading + look.size, look)).join(""),
  };
}

const text = (said: string, x: number, y: number, { size, weight = 400, fill }: Look): string =>
  `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(said)}</text>`;

const gap = (height: number): Part => ({ drawn: "", height });

const round = (value: number): number => Math.round(value * 10) / 10;

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows no control characters
const controls = /[\u0000-\u001f\u007f\ufffe\uffff]/gu;

const escaped = (said: string): string =>
  said
    .toWellFormed()
    .replace(controls, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
