/** A reply as the message that answers, and as the notice to those who look after the catalog. */
import type { webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { Reply } from "../../../bot/ask.ts";
import { soleForm } from "../../../card/form.ts";
import type { SlackOptions } from "../drawing/render.ts";
import { type Answer, formsOf, post } from "./speak.ts";

/** A card for the place it goes to. Only an answer all may read is worth sharing, not a question back or a mistake. */
export function answerOf(
  { card, outcome, again, done, private: secret }: Reply,
  { share, ...options }: SlackOptions,
): Answer {
  const worth =
    (outcome === "answered" || outcome === "assumed") &&
    !secret &&
    !soleForm(card) &&
    (!done || again !== undefined);
  return formsOf(card, {
    ...options,
    ...(share !== undefined && worth && { share: again ?? share }),
  });
}

/** Posts what those who look after the catalog should know, and who said it. */
export const forwardTo =
  (channel: string | undefined, log: Logger) =>
  async ({ notice, ...reply }: Reply, user: string, client: webApi.WebClient): Promise<void> => {
    if (!notice || channel === undefined) return;
    const options = { prefix: "/mesh ", ...(user !== "" && { sharedBy: user }) };
    await post(client, { channel }, answerOf({ ...reply, card: notice }, options), log);
  };
