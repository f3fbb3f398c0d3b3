/** The text of a card as Adaptive Card runs, which show every character as it is. */
import { type Card, type Run, runs, type Text } from "../../card/card.ts";
import type { Inline, RichTextBlock } from "./adaptive-card.ts";

/** Links lead to https only; any other address is shown, not followed. */
export const isSafe = (url: string): boolean => URL.parse(url)?.protocol === "https:";

export const inlinesOf = (text: Text, prefix: string): readonly Inline[] =>
  runs(text)
    .filter((run) => run.text !== "")
    .flatMap((run) => inlineOf(run, prefix));

export const paragraphOf = (
  inlines: readonly Inline[],
  spacing?: RichTextBlock["spacing"],
): RichTextBlock => ({
  type: "RichTextBlock",
  inlines,
  ...(spacing && { spacing }),
});

/** Small print. */
export const small = (paragraph: RichTextBlock): RichTextBlock => ({
  ...paragraph,
  inlines: paragraph.inlines.map((inline) => ({
    ...(typeof inline === "string" ? { type: "TextRun" as const, text: inline } : inline),
    isSubtle: true,
    size: "Small",
  })),
});

export const bold = (text: string): Inline => ({ type: "TextRun", text, weight: "Bolder" });

function inlineOf(run: Run, prefix: string): readonly Inline[] {
  switch (run.kind) {
    case "plain":
      return literal(run.text);
    case "strong":
      return [bold(run.text)];
    case "code":
      return [{ type: "TextRun", text: run.text, fontType: "Monospace" }];
    case "command":
      return [{ type: "TextRun", text: `${prefix}${run.text}`, fontType: "Monospace" }];
    case "link":
      return isSafe(run.url)
        ? [{ type: "TextRun", text: run.text, selectAction: { type: "Action.OpenUrl", url: run.url } }]
        : literal(`${run.text} (${run.url})`);
  }
}

/** Clients replace `{{DATE(…)}}` wherever it stands; split between two runs it is only text. */
const literal = (text: string): readonly Inline[] => text.split(/(?<=\{)(?=\{)/u);

/** Escapes what Markdown would read in a TextBlock, the only element whose text is Markdown. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/\s+/gu, " ").replace(/[\\`*_{}[\]()<>#+\-.!|~&]/gu, "\\$&");

/**
 * Breaks every `<at>` with a character that is not drawn. Teams turns such a tag into a mention only where the message
 * lists it; this way it never comes to that.
 */
export function withoutMentions(card: Card): Card {
  const harmless = (_: string, value: unknown): unknown =>
    typeof value === "string" ? value.replace(/<(?=\/?at\b)/giu, "<\u2060") : value;
  return JSON.parse(JSON.stringify(card), harmless);
}
