/** Answers an activity: a reply in the conversation, or a card in place of the one that was clicked. */
import { type Activity, ActivityTypes, CardFactory, type TurnContext } from "botbuilder";
import type { Bot } from "../../bot/ask.ts";
import type { Card } from "../../card/card.ts";
import { isPersonal, type TeamsActivity } from "./activity.ts";
import { fitTeams, type Message, wordsOf } from "./fit.ts";
import { askOf } from "./intake.ts";

const cardType = "application/vnd.microsoft.card.adaptive";
const messageType = "application/vnd.microsoft.activity.message";
const errorType = "application/vnd.microsoft.error";

export async function respond(context: TurnContext, activity: TeamsActivity, bot: Bot): Promise<void> {
  const isCardAction = activity.type === "invoke" && activity.name === "adaptiveCard/action";
  const ask = askOf(activity);
  if (!ask) {
    const message = "This button no longer works. Ask again, and use the buttons of the new card.";
    if (isCardAction) await acknowledge(context, 400, errorType, { code: "BadRequest", message });
    return;
  }

  const prefix = isPersonal(activity) ? "" : `@${activity.recipient.name ?? "Mesh"} `;
  const { card, mistakes } = await bot.reply(ask);
  const message = fitTeams(card, { prefix });
  const isClick = ask.via === "click" || ask.via === "form";
  // A form to be corrected changes for who filled it in, and for nobody else.
  const inPlace = isClick && (isPersonal(activity) || (isCardAction && mistakes !== undefined));

  if (isCardAction && inPlace) {
    if (message.kind === "card") await acknowledge(context, 200, cardType, message.card);
    else await acknowledge(context, 200, messageType, message.text);
    return;
  }
  const replaced = inPlace && (await replace(context, activity.replyToId, draft(card, message)));
  if (!replaced) await say(context, card, message, prefix);
  if (isCardAction)
    await acknowledge(context, 200, messageType, "The answer is a new reply in this conversation.");
}

/** The answer to a click goes back in its own HTTP response. */
async function acknowledge(
  context: TurnContext,
  statusCode: number,
  type: string,
  value: unknown,
): Promise<void> {
  const body = { statusCode, type, value };
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
}

async function say(context: TurnContext, card: Card, message: Message, prefix: string): Promise<void> {
  try {
    await context.sendActivity(draft(card, message));
  } catch (error) {
    if (message.kind === "text" || !hasStatus(error, refusals)) throw error;
    await context.sendActivity(draft(card, { kind: "text", text: wordsOf(card, { prefix }) }));
  }
}

/** False where there is nothing to replace, or Teams will not replace it. */
async function replace(
  context: TurnContext,
  id: string | null | undefined,
  draft: Partial<Activity>,
): Promise<boolean> {
  if (!id) return false;
  try {
    await context.updateActivity({ ...draft, id });
    return true;
  } catch (error) {
    if (!hasStatus(error, irreplaceable)) throw error;
    return false;
  }
}

const draft = (card: Card, message: Message): Partial<Activity> =>
  message.kind === "card"
    ? {
        type: ActivityTypes.Message,
        summary: card.title,
        attachments: [CardFactory.adaptiveCard(message.card)],
      }
    : { type: ActivityTypes.Message, text: message.text, textFormat: "plain" };

/** Teams takes the card for malformed or too large. */
const refusals = [400, 413];
/** The message is gone, is not the bot's, or lies where messages cannot be changed. */
const irreplaceable = [...refusals, 403, 404, 405];

const hasStatus = (error: unknown, statuses: readonly number[]): boolean =>
  error instanceof Error && "statusCode" in error && statuses.includes(Number(error.statusCode));
