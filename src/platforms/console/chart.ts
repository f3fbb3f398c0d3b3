/** A chart in a terminal: bars of block characters, an eighth of a column fine. */
import { type Chart, endOf, hasOpen } from "../../card/chart.ts";
import { harmless, type Paint, type TerminalOptions } from "./text.ts";
import { type Style, wrap } from "./wrap.ts";

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const colours: readonly Style[] = ["cyan", "yellow", "green", "red", "blue"];
const widestBar = 40;
const narrowestBar = 8;

export function renderChart(chart: Chart, { width }: TerminalOptions, paint: Paint): string {
  const { title, method, source, categories, series, kind } = chart;
  const lines = (text: string, style: Style) =>
    wrap([{ text: harmless(text), style }], width, paint).join("\n");
  const beside = (kind === "bars" ? categories : series.map(({ name }) => name)).map(harmless);
  const label = Math.max(0, ...beside.map(({ length }) => length)) + 2;
  const said = Math.max(0, ...series.flatMap((it) => it.said.map(({ length }) => length)));
  const isBeside = label + narrowestBar + said < width;
  const room = Math.min(widestBar, width - (isBeside ? label : 0) - said - 3);
  const rows = categories.map((category, at) => {
    const bars = series.map(({ values, open = [], said, name }, n) => {
      const own = kind === "bars" ? category : name;
      const bar = room < narrowestBar ? "" : barOf(values[at] ?? 0, open[at] ?? 0, endOf(chart), room);
      const drawn = `${paint(colours[n % colours.length] ?? "none", bar)} ${harmless(said[at] ?? "")}`;
      return isBeside ? harmless(own).padEnd(label) + drawn : `${lines(own, "none")}\n${drawn}`;
    });
    return [...(kind === "bars" ? [] : [lines(category, "bold")]), ...bars].join("\n");
  });
  return [
    lines(title, "bold"),
    rows.join(kind === "bars" ? "\n" : "\n\n"),
    [method, source, hasOpen(chart) ? "Dotted is not known." : ""]
      .filter((line) => line !== "")
      .map((line) => lines(line, "dim"))
      .join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What is met as a solid bar, what is not known as a dotted one, the rest empty. */
function barOf(value: number, open: number, end: number, room: number): string {
  const parts = Math.round((Math.min(value, end) / end) * room * 8);
  const solid = "█".repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? "");
  const dotted = Math.min(room - solid.length, Math.round((open / end) * room));
  return (solid + "░".repeat(dotted)).padEnd(room, " ");
}
