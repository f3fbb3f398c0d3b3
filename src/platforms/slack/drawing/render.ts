/** Renders a card as a Slack message: Block Kit, and the whole card in words for screen readers. */
import type { ContextBlock, KnownBlock } from "@slack/types";
import type { Block, Card } from "../../../card/card.ts";
import { drawnOnce } from "../../../card/drawn.ts";
import { plainText } from "../../../card/plain.ts";
import { chart } from "./chart.ts";
import { buttons, invitation, select, shareButton } from "./controls.ts";
import { fullest } from "./fit.ts";
import { limits } from "./limits.ts";
import { createPage, type Detail, type Page, type PageOptions } from "./page.ts";
import { asMrkdwn, asPlain, code, context, facts, note, prose } from "./prose.ts";
import { table } from "./table.ts";
import { bold, escaped, isBlank, literal, webAddress, words } from "./text.ts";

export type SlackMessage = {
  readonly text: string;
  /** Left out where the card goes as plain text. */
  readonly blocks?: readonly KnownBlock[];
};

export type SlackOptions = PageOptions & {
  /** What was asked, where the answer is private and may be shared. */
  readonly share?: string;
  /** The id of who shared it. */
  readonly sharedBy?: string;
  /** The id of who asked, where others read the answer without the question. */
  readonly askedBy?: string;
};

/** The block that marks a shared answer: others read it, so a click must not change it. */
export const sharedBlock = "shared-by";

/** What names people is drawn for them alone; where the picture of a chart is may change. */
const keyOf = (
  { prefix, share = "", sharedBy, askedBy }: SlackOptions,
  { blocks }: Card,
): string | undefined =>
  sharedBy !== undefined || askedBy !== undefined || blocks.some(({ type }) => type === "chart")
    ? undefined
    : `${prefix}\n${share}`;

/** A message within Slack's limits: as full as they allow, plain text where no blocks would be accepted. */
export const renderSlack = drawnOnce((card: Card, options: SlackOptions): SlackMessage => {
  const plain = renderPlain(card, options);
  const rows = Math.max(0, ...card.blocks.map((block) => (block.type === "table" ? block.rows.length : 0)));
  return fullest((detail) => ({ ...plain, blocks: blocksOf(card, options, detail) }), rows) ?? plain;
}, keyOf);

/** The card as plain text, for when Slack refuses its blocks. */
export const renderPlain = drawnOnce(plainOf, keyOf);

function plainOf(card: Card, { prefix, ...people }: Omit<SlackOptions, "charts">): SlackMessage {
  const whole = [...attribution(people), escaped(plainText(card, { prefix }))].join("\n\n");
  if (whole.length <= limits.text) return { text: isBlank(whole) ? "There is nothing to say." : whole };
  const kept = whole.slice(0, limits.text - 100).replace(/[\ud800-\udbff]$|&\w*$/, "");
  return { text: `${kept}…\n\n${whole.length - kept.length} more characters are not shown.` };
}

function blocksOf(
  card: Card,
  { prefix, charts, share, ...people }: SlackOptions,
  detail: Detail,
): KnownBlock[] {
  const page = createPage({ prefix, ...(charts && { charts }) }, detail);
  return [
    ...attribution(people).map((said) => ({
      ...context(asMrkdwn(said)),
      ...(people.sharedBy !== undefined && { block_id: sharedBlock }),
    })),
    ...titleOf(card),
    ...prose(card.banners.map(({ text }) => [words("⚠️ "), bold("Warning:"), words(` ${text}`)])),
    ...card.blocks.flatMap((block) => draw(block, page)),
    ...(share === undefined ? [] : shareButton(share)),
  ];
}

function attribution({ sharedBy, askedBy }: Pick<SlackOptions, "sharedBy" | "askedBy">): readonly string[] {
  const mention = (user: string) => `<@${user.replace(/\W/g, "")}>`;
  if (sharedBy !== undefined) return [`Shared by ${mention(sharedBy)}`];
  return askedBy === undefined ? [] : [`Asked by ${mention(askedBy)}`];
}

function titleOf({ title, url }: Card): KnownBlock[] {
  const text = literal(title);
  const short = !isBlank(text) && text.length <= limits.header;
  const address = url === undefined ? undefined : webAddress(url);
  return [
    ...(short ? [{ type: "header" as const, text: asPlain(text) }] : prose([[bold(title)]])),
    ...(address === undefined ? [] : [homeOf(address)]),
  ];
}

const homeOf = (address: string): ContextBlock =>
  context(asMrkdwn(`<${escaped(address)}|${escaped(new URL(address).hostname)}>`));

function draw(block: Block, page: Page): KnownBlock[] {
  switch (block.type) {
    case "paragraph":
      return prose([page.show(block.text)]);
    case "heading":
      return prose([[bold(block.text)]]);
    case "list":
      return prose(block.items.map((item) => [words("• "), ...page.show(item)]));
    case "facts":
      return facts(block.facts.map(({ label, value }) => ({ label, value: page.show(value) })));
    case "table":
      return table(block, page);
    case "chart":
      return chart(block, page);
    case "code":
      return code(block.code);
    case "note":
      return note(page.show(block.text));
    case "select":
      return select(block, page);
    case "form":
      return invitation(block, page);
    case "buttons":
      return buttons(block.buttons, page);
  }
}
