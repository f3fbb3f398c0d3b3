/** Answers an activity: a reply in the conversation, or a card in place of the one that was clicked. */
import { type Activity, ActivityTypes, type TurnContext } from "botbuilder";
import type { Bot } from "../../bot/ask.ts";
import type { Card } from "../../card/card.ts";
import type { Pictures } from "../../card/picture.ts";
import { isPersonal, type TeamsActivity } from "./activity.ts";
import type { Compose } from "./compose.ts";
import { draft, refusals, wordsOnly } from "./draft.ts";
import { withFile } from "./file.ts";
import { fitTeams, type Message, wordsOf } from "./fit.ts";
import { askOf } from "./intake.ts";
import type { Whisper } from "./private.ts";
import { whileTyping } from "./typing.ts";

const cardType = "application/vnd.microsoft.card.adaptive";
const messageType = "application/vnd.microsoft.activity.message";
const errorType = "application/vnd.microsoft.error";

const inReply = "The answer is a new reply in this conversation.";
const notThere = "I am not in this conversation. Add me to it, or ask me in our own chat.";
const elsewhere = "I answered you in our chat.";

export async function respond(
  context: TurnContext,
  activity: TeamsActivity,
  bot: Bot,
  whisper: Whisper,
  compose: Compose,
  urlOf?: Pictures["urlOf"],
): Promise<void> {
  const body = await compose(activity);
  if (body) {
    await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
    return;
  }
  const isCardAction = activity.type === "invoke" && activity.name === "adaptiveCard/action";
  const ask = askOf(activity);
  if (!ask) {
    const message = "This button no longer works. Ask again, and use the buttons of the new card.";
    if (isCardAction) await acknowledge(context, 400, errorType, { code: "BadRequest", message });
    return;
  }

  const prefix = isPersonal(activity) ? "" : `@${activity.recipient.name ?? "Mesh"} `;
  const chat = whisper.find(ask.from);
  // A click is answered in its own response, where clients show that they wait.
  const replying = bot.reply(ask);
  const reply = await (isCardAction ? replying : whileTyping(context, replying));
  const isWhispered = reply.private === true && ask.from.heardBy === "everyone";
  const whole = reply.file ? withFile(reply.card, reply.file, isWhispered ? "" : prefix) : reply.card;
  const card = isWhispered ? await whisper.say(whole, ask, await chat) : whole;
  if (card === "whispered") {
    if (isCardAction) await acknowledge(context, 200, messageType, elsewhere);
    else await context.sendActivity(wordsOnly(elsewhere));
    return;
  }
  const message = fitTeams(card, { prefix, ...(urlOf && { urlOf }) });
  const isClick = ask.via === "click" || ask.via === "form";
  // A form to be corrected changes for who filled it in, and for nobody else.
  const inPlace = isClick && (isPersonal(activity) || (isCardAction && reply.mistakes !== undefined));

  if (isCardAction && inPlace) {
    if (message.kind === "card") await acknowledge(context, 200, cardType, message.card);
    else await acknowledge(context, 200, messageType, message.text);
    return;
  }
  const replaced = inPlace && (await replace(context, activity.replyToId, draft(card, message)));
  const said = replaced || (await say(context, card, message, prefix, isCardAction));
  if (isCardAction) await acknowledge(context, 200, messageType, said ? inReply : notThere);
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

/** False where a card was clicked that somebody brought to a conversation without the bot. */
async function say(
  context: TurnContext,
  card: Card,
  message: Message,
  prefix: string,
  mayBeElsewhere: boolean,
): Promise<boolean> {
  try {
    await context.sendActivity(draft(card, message));
  } catch (error) {
    if (mayBeElsewhere && hasStatus(error, [403, 404])) return false;
    if (message.kind === "text" || !hasStatus(error, refusals)) throw error;
    await context.sendActivity(draft(card, { kind: "text", text: wordsOf(card, { prefix }) }));
  }
  return true;
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

/** The message is gone, is not the bot's, or lies where messages cannot be changed. */
const irreplaceable = [...refusals, 403, 404, 405];

const hasStatus = (error: unknown, statuses: readonly number[]): boolean =>
  error instanceof Error && "statusCode" in error && statuses.includes(Number(error.statusCode));
