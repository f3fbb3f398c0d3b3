/** Makes a card small enough for Teams, says what that cost, and in the end says it in plain words. */
import { type Block, type Card, command, plain, runs, type Table, type Text } from "../../card/card.ts";
import { drawnOnce } from "../../card/drawn.ts";
import { plainText } from "../../card/plain.ts";
import type { Action, AdaptiveCard, Element } from "./adaptive-card.ts";
import { bytesOf, limits } from "./limits.ts";
import { renderTeams, type TeamsOptions } from "./render.ts";
import { withoutMentions } from "./text.ts";

export type Message =
  | { readonly kind: "card"; readonly card: AdaptiveCard }
  | { readonly kind: "text"; readonly text: string };

type Options = Omit<TeamsOptions, "tables">;

/** The best form of a card that is within the limits: each attempt gives up a little more than the one before. */
export const fitTeams = drawnOnce(fitted, ({ prefix }: Options, { blocks }) =>
  blocks.some(({ type }) => type === "chart") ? undefined : prefix,
);

function fitted(card: Card, options: Options): Message {
  const bare = mapBlocks(card, (block) => [block.type === "table" ? unlinked(block) : block]);
  const grid = (): AdaptiveCard => silent(renderTeams(bare, options));
  const attempts: readonly (() => AdaptiveCard)[] = [
    () => renderTeams(card, options),
    () => silent(renderTeams(card, options)),
    grid,
    () => single(grid()),
    () => briefed(single(grid()), bare, options.prefix),
    () => stacked(bare, options),
    () => cut(bare, options),
  ];
  for (const attempt of attempts) {
    const rendered = attempt();
    if (fits(rendered)) return { kind: "card", card: rendered };
  }
  return { kind: "text", text: wordsOf(card, options) };
}

/** The card in plain words, for where a card is refused. */
export function wordsOf(card: Card, { prefix }: Pick<TeamsOptions, "prefix">): string {
  const words = plainText(withoutMentions(card), { prefix });
  if (bytesOf(words) <= limits.textBytes) return words;
  const whole = card.blocks.flatMap((block) =>
    block.type === "table" && block.whole ? [block.whole] : [],
  )[0];
  const kept = words.slice(
    0,
    longest(words.length, (end) => bytesOf(words.slice(0, end)) <= limits.textBytes - 1000),
  );
  const ask = whole && whole.length < 200 ? ` Ask “${prefix}${whole}” for a part of it.` : "";
  return `${kept.trimEnd()}…\n\n${words.length - kept.length} more characters are not shown.${ask}`;
}

const fits = (card: AdaptiveCard): boolean => bytesOf(JSON.stringify(card)) <= limits.cardBytes;

/** The fallback text says the same. */
const silent = ({ speak: _, ...card }: AdaptiveCard): AdaptiveCard => card;

/** A client that knows no Table knows no version 1.5 either, and shows the fallback text of the whole card. */
const single = (card: AdaptiveCard): AdaptiveCard => ({ ...card, body: card.body.map(withoutFallback) });

function withoutFallback(element: Element): Element {
  switch (element.type) {
    case "Table": {
      const { fallback: _, ...table } = element;
      return table;
    }
    case "ColumnSet":
      return {
        ...element,
        columns: element.columns.map((it) => ({ ...it, items: it.items.map(withoutFallback) })),
      };
    case "ActionSet":
      return { ...element, actions: element.actions.map(alone) };
    default:
      return element;
  }
}

function alone(action: Action): Action {
  if (action.type !== "Action.Execute") return action;
  const { fallback: _, ...execute } = action;
  return execute;
}

/** Tells such a client only what the card is about. */
function briefed(rendered: AdaptiveCard, card: Card, prefix: string): AdaptiveCard {
  const isProse = ({ type }: Block): boolean => type === "paragraph" || type === "note";
  const prose = plainText(withoutMentions({ ...card, blocks: card.blocks.filter(isProse) }), { prefix });
  return {
    ...rendered,
    fallbackText: `${prose}\n\nOpen this message in a newer version of Teams to see all of it.`,
  };
}

const stacked = (card: Card, options: TeamsOptions): AdaptiveCard =>
  briefed(silent(renderTeams(card, { ...options, tables: "stacked" })), card, options.prefix);

/** As many rows and entries as fit, and a line below each shortened block that counts the others. */
function cut(card: Card, options: TeamsOptions): AdaptiveCard {
  const withEntries = (count: number): AdaptiveCard =>
    stacked(
      mapBlocks(card, (block) => shortened(block, count)),
      options,
    );
  const most = Math.max(1, ...card.blocks.map((block) => entriesOf(block).length));
  return withEntries(
    Math.max(
      1,
      longest(most, (count) => fits(withEntries(count))),
    ),
  );
}

function entriesOf(block: Block): readonly unknown[] {
  if (block.type === "table") return block.rows;
  if (block.type === "list") return block.items;
  return block.type === "facts" ? block.facts : [];
}

function shortened(block: Block, count: number): readonly Block[] {
  const left = entriesOf(block).length - count;
  if (left <= 0) return [block];
  const [one, many] = block.type === "table" ? ["row is", "rows are"] : ["entry is", "entries are"];
  const says = `${left} more ${left === 1 ? one : many} not shown, for want of room`;
  const whole = block.type === "table" ? block.whole : undefined;
  const text: Text = whole ? [plain(`${says}. To see them: `), command(whole)] : `${says}.`;
  return [firstOf(block, count), { type: "note", text }];
}

function firstOf(block: Block, count: number): Block {
  if (block.type === "table") return { ...block, rows: block.rows.slice(0, count) };
  if (block.type === "list") return { ...block, items: block.items.slice(0, count) };
  return block.type === "facts" ? { ...block, facts: block.facts.slice(0, count) } : block;
}

const mapBlocks = (card: Card, change: (block: Block) => readonly Block[]): Card => ({
  ...card,
  blocks: card.blocks.flatMap(change),
});

const unlinked = (table: Table): Table => ({
  ...table,
  rows: table.rows.map((row) => row.map((cell) => ({ ...cell, text: withoutLinks(cell.text) }))),
});

const withoutLinks = (text: Text): Text =>
  typeof text === "string" ? text : runs(text).map((run) => (run.kind === "link" ? plain(run.text) : run));

/** The largest whole number up to `most` that passes; smaller ones must pass too. */
export function longest(most: number, passes: (size: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
