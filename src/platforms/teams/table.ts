/** A table as an Adaptive Card: a grid, or its rows stacked where a grid is not known or too large. */
import { type Cell, type Table, type Tone, wordsOf } from "../../card/card.ts";
import type { Container, Table as Grid, Inline, TableCell } from "./adaptive-card.ts";
import { bold, inlinesOf, paragraphOf } from "./text.ts";

const styles: Readonly<Record<Tone, TableCell["style"]>> = {
  good: "good",
  fair: "warning",
  bad: "attention",
  unknown: undefined,
};

export function gridOf(table: Table, prefix: string): Grid {
  const rows = table.rows.map(([name, ...cells]) => ({
    type: "TableRow" as const,
    cells: [
      cellOf(nameOf(name, prefix)),
      ...cells.map(({ text, tone }) => cellOf(inlinesOf(text, prefix), tone)),
    ],
  }));
  return {
    type: "Table",
    firstRowAsHeaders: true,
    columns: table.header.map((name, at) => ({
      width: widthOf(
        [name, ...table.rows.map((row) => wordsOf(row[at]?.text ?? ""))],
        at === 0 && table.header.length > 2,
      ),
    })),
    rows: [
      {
        type: "TableRow",
        style: "emphasis",
        cells: table.header.map((name) => cellOf(name === "" ? [] : [bold(name)])),
      },
      ...rows,
    ],
    fallback: stackedOf(table, prefix),
  };
}

/**
 * A column's share of the room: more for longer texts and words, though a long text may take several lines. Names
 * beside several columns are bold, and should not break within a word on a phone.
 */
const widthOf = (texts: readonly string[], areCramped: boolean): number => {
  const text = Math.sqrt(Math.min(longestOf(texts), 64));
  const word = Math.min(longestOf(texts.flatMap((it) => it.split(/\s+/u))), 14) / (areCramped ? 1.8 : 2.4);
  return Math.max(2, Math.round(Math.max(text, word)));
};

const longestOf = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));

/** Cells as short as this together stand in one line. */
const oneLine = 100;

/** One paragraph a row: its name, and below it what each column says, in a line of its own where that is long. */
export const stackedOf = ({ header, rows }: Table, prefix: string): Container => ({
  type: "Container",
  items: rows.map(([name, ...cells]) => {
    const length = cells.reduce(
      (sum, cell, at) => sum + wordsOf(cell.text).length + (header[at + 1] ?? "").length,
      0,
    );
    const between = length <= oneLine ? " · " : "\n";
    const said = cells.flatMap(({ text }, at) => [
      `${at === 0 ? "\n" : between}${header[at + 1] ?? ""}: `,
      ...inlinesOf(text, prefix),
    ]);
    return paragraphOf([...nameOf(name, prefix), ...said]);
  }),
});

function cellOf(inlines: readonly Inline[], tone?: Tone): TableCell {
  const style = tone && styles[tone];
  return {
    type: "TableCell",
    items: [paragraphOf(inlines.length > 0 ? inlines : ["–"])],
    ...(style && { style }),
  };
}

const nameOf = (name: Cell | undefined, prefix: string): readonly Inline[] =>
  inlinesOf(name?.text ?? "", prefix).map((inline) => (typeof inline === "string" ? bold(inline) : inline));
