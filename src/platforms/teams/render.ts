/** Renders a card as an Adaptive Card 1.5. */
import type { Block, Button, Card, Option } from "../../card/card.ts";
import type { Chart } from "../../card/chart.ts";
import { plainText } from "../../card/plain.ts";
import type { Action, AdaptiveCard, ClickData, Container, Element } from "./adaptive-card.ts";
import { chartOf } from "./chart.ts";
import { formData, inputsOf } from "./form.ts";
import { limits } from "./limits.ts";
import { gridOf, stackedOf } from "./table.ts";
import { bold, escapeMarkdown, inlinesOf, isSafe, paragraphOf, small, withoutMentions } from "./text.ts";

export type TeamsOptions = {
  /** What stands before a command in this conversation, such as `@Mesh `. */
  readonly prefix: string;
  /** `stacked` writes each row of a table below the last, in much less room than a grid. */
  readonly tables?: "grid" | "stacked";
  /** Where the picture of a chart is, for clients that draw none. */
  readonly urlOf?: (chart: Chart) => string | undefined;
};

export function renderTeams(given: Card, options: TeamsOptions): AdaptiveCard {
  const card = withoutMentions(given);
  const words = plainText(card, { prefix: options.prefix });
  const clicks: Clicks = card.blocks.some(({ type }) => type === "form") ? { associatedInputs: "none" } : {};
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    fallbackText: words,
    speak: words,
    msteams: { width: "Full" },
    body: [
      heading(card.title, "Large"),
      ...address(card.url),
      ...warnings(card.banners),
      ...card.blocks.flatMap((block, at) => renderBlock(block, at, options, clicks)),
    ],
  };
}

type Clicks = { readonly associatedInputs?: "none" };

function renderBlock(block: Block, at: number, options: TeamsOptions, clicks: Clicks): readonly Element[] {
  const { prefix } = options;
  switch (block.type) {
    case "paragraph":
      return [paragraphOf(inlinesOf(block.text, prefix))];
    case "heading":
      return [heading(block.text, "Medium")];
    case "list":
      return block.items.map((item) => paragraphOf(["• ", ...inlinesOf(item, prefix)], "Small"));
    case "facts":
      return block.facts.map(({ label, value }) =>
        paragraphOf([bold(`${label}: `), ...inlinesOf(value, prefix)], "Small"),
      );
    case "table":
      return [options.tables === "stacked" ? stackedOf(block, prefix) : gridOf(block, prefix)];
    case "chart":
      return chartOf(block, options.urlOf);
    case "code":
      return [code(block.code)];
    case "note":
      return [small(paragraphOf(inlinesOf(block.text, prefix)))];
    case "select":
      return select(block, `choice-${at}`);
    case "form":
      return [
        ...inputsOf(block, `form-${at}`),
        {
          type: "ActionSet",
          actions: [execute(block.submit || "Send", formData(block, `form-${at}`), { primary: true })],
        },
      ];
    case "buttons":
      return buttons(block.buttons, clicks);
  }
}

const heading = (text: string, size: "Large" | "Medium"): Element => ({
  type: "TextBlock",
  text: escapeMarkdown(text),
  wrap: true,
  style: "heading",
  size,
  weight: "Bolder",
});

/** The card's own page, below its title. */
function address(url: string | undefined): readonly Element[] {
  if (url === undefined || !isSafe(url)) return [];
  const text = url.replace(/^https:\/\//u, "").replace(/\/$/u, "");
  return [paragraphOf([{ type: "TextRun", text, selectAction: { type: "Action.OpenUrl", url } }], "None")];
}

const warnings = (banners: Card["banners"]): readonly Container[] =>
  banners.length === 0
    ? []
    : [
        {
          type: "Container",
          style: "attention",
          items: banners.map(({ text }) => paragraphOf([bold("Warning: "), text], "Small")),
        },
      ];

const code = (text: string): Container => ({
  type: "Container",
  style: "emphasis",
  items: [paragraphOf([{ type: "TextRun", text, fontType: "Monospace" }])],
});

/** A menu with its button beside it. Teams wants a title and a value in each choice. */
function select({ label, options }: Extract<Block, { type: "select" }>, id: string): readonly Element[] {
  const choices = options.map((option) => ({ title: titleOf(option), value: option.command || " " }));
  const [first] = choices;
  if (!first) return [];
  return [
    {
      type: "ColumnSet",
      columns: [
        {
          type: "Column",
          width: "stretch",
          items: [{ type: "Input.ChoiceSet", id, label, style: "compact", value: first.value, choices }],
        },
        {
          type: "Column",
          width: "auto",
          verticalContentAlignment: "Bottom",
          items: [{ type: "ActionSet", actions: [execute("Go", { choice: id })] }],
        },
      ],
    },
  ];
}

const titleOf = ({ label, command }: Option): string => label || command || "–";

/** Rows of actions; an address that is not https is written out instead. */
function buttons(all: readonly Button[], clicks: Clicks): readonly Element[] {
  const actions = all.flatMap((button): readonly Action[] => {
    if ("command" in button)
      return [execute(titleOf(button), { command: button.command }, { ...button, ...clicks })];
    return isSafe(button.url)
      ? [{ type: "Action.OpenUrl", title: button.label || button.url, url: button.url }]
      : [];
  });
  const refused = all.flatMap((button) => ("url" in button && !isSafe(button.url) ? [button] : []));
  return [
    ...chunks(actions, limits.actionsPerSet).map((some): Element => ({ type: "ActionSet", actions: some })),
    ...refused.map(({ label, url }) => paragraphOf([`${label}: ${url}`])),
  ];
}

function execute(
  title: string,
  data: ClickData,
  { primary, associatedInputs }: Clicks & { readonly primary?: true } = {},
): Action {
  const inputs = associatedInputs && { associatedInputs };
  return {
    type: "Action.Execute",
    title,
    verb: "mesh",
    data,
    ...(primary && { style: "positive" as const }),
    ...inputs,
    fallback: { type: "Action.Submit", title, data, ...inputs },
  };
}

const chunks = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
