/** Figures as tables of Markdown. */

export type Cell = string | number;

export function tableOf(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, at) => (at === 0 ? "---" : "--:"))), ...rows.map(line)].join(
    "\n",
  );
}

export const median = (figures: readonly number[]): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Three digits that count. */
export const rounded = (figure: number): string =>
  figure >= 1000 ? Math.round(figure).toLocaleString("en") : String(Number(figure.toPrecision(3)));

export const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

export type Aim = {
  readonly what: string;
  readonly at: "least" | "most";
  readonly aim: number;
  readonly is: number;
};

export const aimsOf = (aims: readonly Aim[]): string =>
  tableOf(
    ["aim", "wanted", "measured", ""],
    aims.map(({ what, at, aim, is }) => [
      what,
      `${at === "least" ? "≥" : "≤"} ${aim.toLocaleString("en")}`,
      rounded(is),
      (at === "least" ? is >= aim : is <= aim) ? "reached" : "missed",
    ]),
  );
