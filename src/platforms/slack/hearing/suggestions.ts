/** Menus that look ahead: what starts their ids, and the options for what somebody has typed so far. */
import type { PlainTextOption } from "@slack/types";
import type { Reply } from "../../../bot/ask.ts";
import { noAnswer } from "../../../card/form.ts";
import { limits } from "../drawing/limits.ts";
import { isBlank, literal, shorten } from "../drawing/text.ts";

/** Before the command that suggests, in the id of a menu; a number follows. */
export const suggesting = "suggest:";

/** Whether the id of a menu can carry the command. */
export const isSuggesting = (command: string): boolean => !isBlank(command) && command.length <= 200;

/** The command that the id of a menu carries. */
export const suggestingOf = (actionId: string): string | undefined =>
  /^suggest:(.+):\d+$/su.exec(actionId)?.[1];

/**
 * The options on the card of a suggestion, unless another command has answered; with a way to take a choice back where
 * none need be made.
 */
export function suggestedBy(
  { card, command: by }: Pick<Reply, "card" | "command">,
  command: string,
  optional: boolean,
): PlainTextOption[] {
  const blocks = command.split(" ")[0] === by ? card.blocks : [];
  const options = blocks.flatMap((block) => (block.type === "select" ? block.options : []));
  const offered = options.map(({ label, command }) => optionOf(label, command));
  const none = optional ? [optionOf(noAnswer.label, noAnswer.words)] : [];
  return [...none, ...offered]
    .filter(({ value = "" }) => !isBlank(value) && value.length <= limits.select.value)
    .slice(0, limits.select.options);
}

const optionOf = (label: string, value: string): PlainTextOption => ({
  text: { type: "plain_text", text: shorten(literal(label), limits.select.text), emoji: false },
  value,
});
