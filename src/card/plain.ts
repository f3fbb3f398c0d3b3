/** A card as plain words: what screen readers read, and what goes out where a platform refuses the card. */
import { type Block, type Card, type Run, runs, type Table, type Text } from "./card.ts";
import type { Chart } from "./chart.ts";
import { exampleOf, type Form, optionsOf, questionOf } from "./form.ts";

export type PlainOptions = {
  /** What stands before a command in this place, such as `/mesh ` or `@Mesh `. */
  readonly prefix: string;
};

export const plainText = (card: Card, options: PlainOptions): string =>
  [
    card.title,
    ...card.banners.map(({ text }) => `Warning: ${text}`),
    ...card.blocks.map((block) => plainBlock(block, options)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");

export const plainRuns = (text: Text, { prefix }: PlainOptions): string =>
  runs(text)
    .map((run) => plainRun(run, prefix))
    .join("");

function plainRun(run: Run, prefix: string): string {
  switch (run.kind) {
    case "plain":
    case "strong":
    case "code":
      return run.text;
    case "command":
      return `${prefix}${run.text}`;
    case "link":
      return run.text === run.url ? run.url : `${run.text} (${run.url})`;
  }
}

function plainBlock(block: Block, options: PlainOptions): string {
  switch (block.type) {
    case "paragraph":
    case "note":
      return plainRuns(block.text, options);
    case "heading":
      return block.text;
    case "list":
      return block.items.map((item) => `- ${plainRuns(item, options)}`).join("\n");
    case "facts":
      return block.facts.map(({ label, value }) => `${label}: ${plainRuns(value, options)}`).join("\n");
    case "table":
      return plainTable(block, options);
    case "chart":
      return plainChart(block);
    case "code":
      return block.code;
    case "select":
      return `${block.label}: ${block.options.map(({ label }) => label).join(", ")}`;
    case "form":
      return plainForm(block, options);
    case "buttons":
      return block.buttons
        .map((button) =>
          "url" in button
            ? `${button.label}: ${button.url}`
            : `${button.label}: ${options.prefix}${button.command}`,
        )
        .join("\n");
  }
}

/** A table as one sentence a row: “Mirroring. Istio: yes, opt-in. Linkerd: unknown.” */
function plainTable({ caption, header, rows }: Table, options: PlainOptions): string {
  const sentences = rows.map(([name, ...cells]) => {
    const values = cells.map((cell, at) => `${header[at + 1] ?? ""}: ${linkless(cell.text, options)}`);
    return `${name ? linkless(name.text, options) : ""}. ${values.join(". ")}.`;
  });
  return [`${caption}`, ...sentences].join("\n");
}

const plainChart = ({ title, words, method, source }: Chart): string =>
  [title, ...words, method, source].filter((line) => line !== "").join("\n");

/** The questions with their options, and how to answer them by typing. */
function plainForm(form: Form, { prefix }: PlainOptions): string {
  const questions = form.fields.map((field) =>
    [questionOf(field), optionsOf(field).join("; ")].filter((line) => line !== "").join("\n"),
  );
  return [...questions, `Or type it, for example: ${prefix}${exampleOf(form)}`].join("\n\n");
}

/** Links in cells are sources; read aloud, their addresses would drown the facts. */
const linkless = (text: Text, options: PlainOptions): string =>
  plainRuns(
    runs(text).map((run) => (run.kind === "link" ? { kind: "plain", text: run.text } : run)),
    options,
  );
