/** A message as the activity that carries it. */
import { type Activity, ActivityTypes, CardFactory } from "botbuilder";
import type { Card } from "../../card/card.ts";
import type { Message } from "./fit.ts";

export const draft = (card: Card, message: Message): Partial<Activity> =>
  message.kind === "card"
    ? {
        type: ActivityTypes.Message,
        summary: card.title,
        attachments: [CardFactory.adaptiveCard(message.card)],
      }
    : wordsOnly(message.text);

export const wordsOnly = (text: string): Partial<Activity> => ({
  type: ActivityTypes.Message,
  text,
  textFormat: "plain",
});

/** Teams takes the card for malformed or too large. */
export const refusals: readonly number[] = [400, 413];
