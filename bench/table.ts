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
