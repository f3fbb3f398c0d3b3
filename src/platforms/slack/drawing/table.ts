/** A table as Slack's own, or as facts under each row's name where that would be refused. */
import type { KnownBlock, RawTextElement, RichTextBlock, TableBlock } from "@slack/types";
import { type Cell, command, plain, type Table } from "../../../card/card.ts";
import { buttons } from "./controls.ts";
import { limits } from "./limits.ts";
import type { Page } from "./page.ts";
import { note, prose, richText } from "./prose.ts";
import { bold, isBlank, literal, type Shown, words, wordsOf } from "./text.ts";

/** What stands in a cell that says nothing; Slack refuses empty ones. */
const nothing = "–";

type Rows = Table["rows"];

export function table(it: Table, page: Page): KnownBlock[] {
  const rows = it.rows.slice(0, page.detail.rows);
  return [...drawn(it.header, rows, page), ...cut(it.rows.length - rows.length, it.whole, page)];
}

function drawn(header: Table["header"], rows: Rows, page: Page): KnownBlock[] {
  if (rows.length === 0) return [];
  const width = Math.max(header.length, ...rows.map((row) => row.length));
  const native =
    page.detail.cells !== "stacked" && width > 0 && width <= limits.table.columns && page.takeTable();
  return native ? [nativeTable(header, rows, width, page)] : stacked(header, rows, page);
}

function nativeTable(header: Table["header"], rows: Rows, width: number, page: Page): TableBlock {
  const columns = Array.from({ length: width }, (_, at) => at);
  return {
    type: "table",
    rows: [
      columns.map((at) => rawText(header[at] ?? "")),
      ...rows.map((row) => columns.map((at) => cell(row[at], page))),
    ],
    column_settings: columns.map(() => ({ is_wrapped: true })),
  };
}

function cell(it: Cell | undefined, page: Page): RawTextElement | RichTextBlock {
  const said = page.showCell(it?.text ?? "");
  const bare = page.detail.cells === "plain" || said.every(({ kind }) => kind === "plain");
  return bare || isBlank(wordsOf(said)) ? rawText(wordsOf(said)) : richText(said);
}

const rawText = (text: string): RawTextElement => ({
  type: "raw_text",
  text: isBlank(text) ? nothing : literal(text),
});

function stacked(header: Table["header"], rows: Rows, page: Page): KnownBlock[] {
  const items = rows.map(([name, ...cells]): Shown[] => [
    bold(wordsOf(page.showCell(name?.text ?? nothing))),
    ...cells.flatMap(({ text }, at): Shown[] => {
      const value = page.showCell(text);
      return [
        words(`\n${header[at + 1] ?? nothing}: `),
        ...(isBlank(wordsOf(value)) ? [words(nothing)] : value),
      ];
    }),
  ]);
  return prose(items, "\n\n");
}

/** Says how many rows are missing and how to see them. */
function cut(missing: number, whole: string | undefined, page: Page): KnownBlock[] {
  if (missing === 0) return [];
  const said = missing === 1 ? "1 more row is not shown" : `${missing} more rows are not shown`;
  if (whole === undefined) return note([words(`${said}.`)]);
  return [
    ...note(page.show([plain(`${said}. To see them: `), command(whole)])),
    ...buttons([{ label: "All rows", command: whole }], page),
  ];
}
