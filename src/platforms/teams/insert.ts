/** Cards that people put into their own messages, and cards in the dialogs beside them. */
import { type Card, wordsOf } from "../../card/card.ts";
import type { AdaptiveCard } from "./adaptive-card.ts";
import { fitTeams } from "./fit.ts";
import { isSafe, withoutMentions } from "./text.ts";

const cardType = "application/vnd.microsoft.card.adaptive";

type Attachment = { readonly contentType: string; readonly content: unknown };

/** A card with the line that stands for it in a list of results. */
type Insert = Attachment & { readonly preview: Attachment };

/** Undefined where the card is too large for Teams. */
export function insertOf(card: Card, prefix: string): Insert | undefined {
  const message = fitTeams(card, { prefix });
  if (message.kind === "text") return undefined;
  const { title, url, blocks } = withoutMentions(card);
  const lead = blocks.find(({ type }) => type === "paragraph" || type === "note");
  const text = lead && "text" in lead ? wordsOf(lead.text) : "";
  return {
    contentType: cardType,
    content: message.card,
    preview: {
      contentType: "application/vnd.microsoft.card.thumbnail",
      content: {
        title: literal(title),
        text: shorten(literal(text || (url !== undefined && isSafe(url) ? url : ""))),
      },
    },
  };
}

/** A card for a dialog, where buttons send and never execute; its words where it is too large. */
export function dialogOf(card: Card, prefix: string): Attachment {
  const message = fitTeams(card, { prefix });
  const content: unknown =
    message.kind === "card"
      ? submitting(message.card)
      : {
          type: "AdaptiveCard",
          version: "1.5",
          body: [{ type: "RichTextBlock", inlines: [message.text] }],
        };
  return { contentType: cardType, content };
}

/** The same card with each Action.Execute as the Action.Submit that it has for old clients. */
const submitting = (card: AdaptiveCard): unknown =>
  JSON.parse(JSON.stringify(card), (_, value: unknown) =>
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    value.type === "Action.Execute" &&
    "fallback" in value
      ? value.fallback
      : value,
  );

/** A thumbnail reads its text as HTML. */
const literal = (text: string): string =>
  text.replaceAll("<", "‹").replaceAll(">", "›").replaceAll("&", "＆");

const shorten = (text: string): string => (text.length > 160 ? `${text.slice(0, 159).trimEnd()}…` : text);
