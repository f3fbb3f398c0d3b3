/** Paragraphs, lists, facts and notes as blocks, each within what one block may hold. */
import type {
  ContextBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  SectionBlock,
} from "@slack/types";
import { limits } from "./limits.ts";
import { bold, escaped, isBlank, literal, mrkdwn, richElements, type Shown, words, wordsOf } from "./text.ts";

type Runs = readonly Shown[];

/** `verbatim` keeps Slack from turning names in the text into mentions. */
export const asMrkdwn = (text: string): MrkdwnElement => ({ type: "mrkdwn", text, verbatim: true });
export const asPlain = (text: string): PlainTextElement => ({ type: "plain_text", text, emoji: false });

/** Texts one after the other, as few sections as hold them; rich text where mrkdwn cannot say one exactly. */
export function prose(items: readonly Runs[], separator = "\n"): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let open = "";
  const close = () => {
    if (open !== "") blocks.push(section(open));
    open = "";
  };
  for (const item of items.flatMap(split)) {
    if (isBlank(wordsOf(item))) continue;
    const text = mrkdwn(item);
    if (text === undefined || text.length > limits.section) {
      close();
      blocks.push(richText(item));
      continue;
    }
    if (open.length + separator.length + text.length > limits.section) close();
    open = open === "" ? text : open + separator + text;
  }
  close();
  return blocks;
}

/** Facts side by side in two columns; one under the other where a column cannot hold them. */
export function facts(facts: readonly { readonly label: string; readonly value: Runs }[]): KnownBlock[] {
  const told = facts.filter(({ label, value }) => !isBlank(label + wordsOf(value)));
  const fields = told.map(({ label, value }) => mrkdwn([bold(label), words("\n"), ...value]));
  const fitting = fields
    .filter((field) => field !== undefined)
    .filter((field) => field.length <= limits.field);
  if (fitting.length < told.length)
    return prose(told.map(({ label, value }) => [bold(label), words(": "), ...value]));
  return chunk(fitting, limits.fields).map(
    (texts): SectionBlock => ({ type: "section", fields: texts.map(asMrkdwn) }),
  );
}

/** A remark in small print. */
export function note(runs: Runs): KnownBlock[] {
  const said = wordsOf(runs);
  if (isBlank(said)) return [];
  if (runs.every(({ kind }) => kind === "plain") && said.length <= limits.contextText)
    return [context(asPlain(literal(said)))];
  const text = mrkdwn(runs);
  return text === undefined || text.length > limits.contextText ? prose([runs]) : [context(asMrkdwn(text))];
}

export const context = (element: MrkdwnElement | PlainTextElement): ContextBlock => ({
  type: "context",
  elements: [element],
});

/** Code as it is, however long; cut between lines where it has any. */
export const code = (text: string): RichTextBlock[] =>
  pieces(text, limits.richText, ["\\n", "\\s"])
    .filter((piece) => !isBlank(piece))
    .map((piece) => ({
      type: "rich_text",
      elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: literal(piece) }] }],
    }));

export const richText = (runs: Runs): RichTextBlock => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: richElements(runs) }],
});

export const chunk = <T>(items: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, at) => items.slice(at * most, (at + 1) * most));

const section = (text: string): SectionBlock => ({ type: "section", text: asMrkdwn(text) });

/** A text that one block cannot hold, as several that each can. */
function split(runs: Runs): readonly Runs[] {
  if (runs.reduce((sum, run) => sum + costOf(run), 0) <= limits.section) return [runs];
  const parts: Shown[][] = [];
  let room = 0;
  for (const run of runs.flatMap((it) => pieces(it.text, 500).map((text): Shown => ({ ...it, text })))) {
    const cost = costOf(run);
    const last = parts.at(-1);
    if (last && cost <= room) {
      last.push(run);
      room -= cost;
    } else {
      parts.push([run]);
      room = limits.section - cost;
    }
  }
  return parts;
}

/** The most characters a run takes in mrkdwn. */
const costOf = (run: Shown): number =>
  escaped(run.text).length + (run.kind === "link" ? escaped(run.url).length : 0) + 3;

/** Cuts after the first of `ends` there is, spaces unless said otherwise, never inside a code point. */
function pieces(text: string, most: number, ends: readonly string[] = ["\\s"]): readonly string[] {
  if (text.length <= most) return [text];
  const some = `[\\s\\S]{1,${most / 2 - 1}}`;
  const ways = [...ends.map((end) => `${some}(?:${end}|$)`), `[\\s\\S]{1,${most / 2}}`];
  return text.match(new RegExp(ways.join("|"), "gu")) ?? [];
}
