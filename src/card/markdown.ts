/** A card as GitHub-flavoured Markdown, for files, tickets and `--format markdown`. */
import { type Block, type Card, type Run, runs, type Text } from "./card.ts";
import type { Chart } from "./chart.ts";
import { exampleOf, type Form, optionsOf, questionOf } from "./form.ts";

export const markdown = (card: Card): string =>
  [
    `# ${card.url ? `[${escaped(card.title)}](${card.url})` : escaped(card.title)}`,
    ...card.banners.map(({ text }) => `> **Warning:** ${escaped(text)}`),
    ...card.blocks.map(blockMarkdown),
  ]
    .filter((part) => part !== "")
    .join("\n\n");

function blockMarkdown(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return runsMarkdown(block.text);
    case "heading":
      return `## ${escaped(block.text)}`;
    case "list":
      return block.items.map((item) => `- ${runsMarkdown(item)}`).join("\n");
    case "facts":
      return block.facts
        .map(({ label, value }) => `- **${escaped(label)}:** ${runsMarkdown(value)}`)
        .join("\n");
    case "table":
      return tableMarkdown(
        block.header,
        block.rows.map((cells) => cells.map((cell) => runsMarkdown(cell.text))),
      );
    case "chart":
      return chartMarkdown(block);
    case "code": {
      const fence = "`".repeat(
        Math.max(3, ...[...block.code.matchAll(/`+/gu)].map(([ticks]) => ticks.length + 1)),
      );
      return `${fence}sh\n${block.code}\n${fence}`;
    }
    case "note":
      return `<sub>${runsMarkdown(block.text)}</sub>`;
    case "form":
      return formMarkdown(block);
    case "select":
    case "buttons":
      return "";
  }
}

function tableMarkdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [row(header.map(escaped)), row(header.map(() => "---")), ...rows.map(row)].join("\n");
}

function chartMarkdown({ title, categories, series, kind, unit, method, source }: Chart): string {
  const header = ["", ...(kind === "bars" ? [unit] : series.map(({ name }) => name))];
  const rows = categories.map((category, at) => [
    escaped(category),
    ...series.map(({ said }) => escaped(said[at] ?? "")),
  ]);
  return [
    `**${escaped(title)}**`,
    tableMarkdown(header, rows),
    ...[method, source].filter((line) => line !== "").map((line) => `<sub>${escaped(line)}</sub>`),
  ].join("\n\n");
}

const formMarkdown = (form: Form): string =>
  [
    ...form.fields.flatMap((field) => [
      `**${escaped(questionOf(field))}**`,
      optionsOf(field)
        .map((label) => `- ${escaped(label)}`)
        .join("\n"),
    ]),
    `Or type it, for example: ${codeSpan(exampleOf(form))}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");

const runsMarkdown = (text: Text): string => runs(text).map(runMarkdown).join("");

function runMarkdown(run: Run): string {
  switch (run.kind) {
    case "plain":
      return escaped(run.text);
    case "strong":
      return `**${escaped(run.text)}**`;
    case "code":
    case "command":
      return codeSpan(run.text);
    case "link":
      return `[${escaped(run.text)}](${run.url.replaceAll(")", "%29").replaceAll(" ", "%20")})`;
  }
}

function codeSpan(text: string): string {
  const ticks = "`".repeat(Math.max(1, ...[...text.matchAll(/`+/gu)].map(([found]) => found.length + 1)));
  return ticks.length === 1 ? `\`${text}\`` : `${ticks} ${text} ${ticks}`;
}

const escaped = (text: string): string =>
  text.replace(/[\\`*_[\]<>#~|]/gu, "\\$&").replace(/\s*\n\s*/gu, " ");
