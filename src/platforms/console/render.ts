/** Renders a card for a terminal: tables drawn to its width, colours only where there are any. */
import { type Block, type Button, type Card, runs, type Table, type Text } from "../../card/card.ts";
import { renderChart } from "./chart.ts";
import { renderForm } from "./form.ts";
import { cellPieces, type Paint, painter, pieces, type TerminalOptions } from "./text.ts";
import { wrap } from "./wrap.ts";

const narrowestColumn = 14;

export function renderTerminal(card: Card, options: TerminalOptions): string {
  const paint = painter(options.colour);
  let button = 0;
  const numbered = (label: string) => `[${++button}] ${label}`;
  const parts = [
    paint("bold", card.title) + (card.url ? `  ${paint("dim", card.url)}` : ""),
    ...card.banners.map(({ text }) =>
      wrap([{ text: `⚠ ${text}`, style: "yellow" }], options.width, paint).join("\n"),
    ),
    ...card.blocks.map((block) => renderBlock(block, options, paint, numbered)),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** The commands of a card's buttons, options and forms in the order of their numbers. */
export const choicesOf = (card: Card): readonly string[] =>
  card.blocks.flatMap((block) => {
    if (block.type === "form") return [block.shownBy];
    if (block.type === "buttons") return block.buttons.flatMap((it) => ("command" in it ? [it.command] : []));
    return block.type === "select" ? block.options.map((it) => it.command) : [];
  });

function renderBlock(
  block: Block,
  options: TerminalOptions,
  paint: Paint,
  numbered: (label: string) => string,
): string {
  const { width } = options;
  switch (block.type) {
    case "paragraph":
      return wrap(pieces(block.text, options), width, paint).join("\n");
    case "heading":
      return paint("bold", block.text);
    case "list":
      return block.items
        .map((item) => indent(wrap(pieces(item, options), width - 2, paint), "• ", "  "))
        .join("\n");
    case "facts":
      return renderFacts(block.facts, options, paint);
    case "table":
      return renderTable(block, options, paint);
    case "chart":
      return renderChart(block, options, paint);
    case "code":
      return block.code
        .split("\n")
        .map((line) => `    ${paint("cyan", line)}`)
        .join("\n");
    case "note":
      return wrap(
        pieces(block.text, options).map((piece) => ({ ...piece, style: "dim" as const })),
        width,
        paint,
      ).join("\n");
    case "select":
      return wrap(
        [
          {
            text: `${block.label} ${block.options.map(({ label }) => numbered(label)).join("  ")}`,
            style: "dim",
          },
        ],
        width,
        paint,
      ).join("\n");
    case "form":
      return renderForm(block, options, paint, numbered);
    case "buttons":
      return wrap(
        [{ text: block.buttons.map((it) => buttonText(it, numbered)).join("  "), style: "blue" }],
        width,
        paint,
      ).join("\n");
  }
}

const buttonText = (button: Button, numbered: (label: string) => string): string =>
  "command" in button ? numbered(button.label) : `${button.label}: ${button.url}`;

const indent = (lines: readonly string[], first: string, rest: string): string =>
  lines.map((line, at) => `${at === 0 ? first : rest}${line}`).join("\n");

function renderFacts(
  facts: Extract<Block, { type: "facts" }>["facts"],
  options: TerminalOptions,
  paint: Paint,
): string {
  const labelled = Math.min(24, Math.max(...facts.map(({ label }) => label.length)) + 2);
  return facts
    .map(({ label, value }) => {
      const first =
        label.length >= labelled
          ? `${paint("bold", label)}\n${" ".repeat(labelled)}`
          : paint("bold", label) + " ".repeat(labelled - label.length);
      return indent(
        wrap(pieces(value, options), options.width - labelled, paint),
        first,
        " ".repeat(labelled),
      );
    })
    .join("\n");
}

function renderTable({ caption, header, rows }: Table, options: TerminalOptions, paint: Paint): string {
  const columns = header.length;
  const room = options.width - (columns - 1) * 2;
  if (room / columns < narrowestColumn) return renderStacked({ header, rows }, options, paint);
  const wanted = header.map((name, at) =>
    Math.max(name.length, ...rows.map((row) => lengthOf(row[at]?.text ?? ""))),
  );
  const widths = shareOut(wanted, room);
  const draw = (cells: readonly (readonly string[])[]): string => {
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, row) =>
      cells
        .map((lines, at) => padded(lines[row] ?? "", widths[at] ?? narrowestColumn))
        .join("  ")
        .trimEnd(),
    ).join("\n");
  };
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  const body = rows.map((row) =>
    draw(row.map((cell, at) => wrap(cellPieces(cell, options), widths[at] ?? narrowestColumn, paint))),
  );
  const head = draw(
    header.map((name, at) => wrap([{ text: name, style: "bold" }], widths[at] ?? narrowestColumn, paint)),
  );
  return [paint("dim", caption), head, rule, ...body].join("\n");
}

/** Gives each column what it wants; where that is too much, the wide ones share what the narrow ones leave. */
function shareOut(wanted: readonly number[], room: number): readonly number[] {
  const fair = (left: number, columns: number) => Math.floor(left / Math.max(columns, 1));
  let narrow = new Set<number>();
  for (;;) {
    const left = room - [...narrow].reduce((sum, at) => sum + (wanted[at] ?? 0), 0);
    const share = fair(left, wanted.length - narrow.size);
    const next = new Set(wanted.flatMap((width, at) => (width <= share || narrow.has(at) ? [at] : [])));
    if (next.size === narrow.size) return wanted.map((width, at) => (narrow.has(at) ? width : share));
    narrow = next;
  }
}

/** Where columns would be too narrow to read: one block of lines a row. */
function renderStacked(
  { header, rows }: Pick<Table, "header" | "rows">,
  options: TerminalOptions,
  paint: Paint,
): string {
  return rows
    .map(([name, ...cells]) => {
      const lines = cells.map((cell, at) =>
        indent(
          wrap(
            [{ text: `${header[at + 1]}: `, style: "bold" }, ...cellPieces(cell, options)],
            options.width - 4,
            paint,
          ),
          "  ",
          "    ",
        ),
      );
      return [...(name ? wrap(pieces(name.text, options), options.width, paint) : []), ...lines].join("\n");
    })
    .join("\n");
}

const lengthOf = (text: Text): number => runs(text).reduce((sum, run) => sum + run.text.length, 0);

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
const colours = /\u001b\[\d+m/gu;
const padded = (line: string, width: number): string =>
  line + " ".repeat(Math.max(0, width - line.replace(colours, "").length));
