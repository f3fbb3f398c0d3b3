/** Sends answers to Slack, and the plain text after a refusal. */
import { RespondError, type RespondFn, type webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { Card } from "../../../card/card.ts";
import { problemsOf } from "../drawing/check.ts";
import { renderPlain, renderSlack, type SlackMessage, type SlackOptions } from "../drawing/render.ts";
import type { markOf } from "./lookup.ts";
import { reasonOf, wordOf } from "./reason.ts";

/** A message, and what goes out instead where Slack refuses it: first without its pictures, where it has any. */
export type Answer = {
  readonly full: SlackMessage;
  readonly undrawn?: SlackMessage;
  readonly plain: SlackMessage;
};

/** A card as an answer. */
export function formsOf(card: Card, options: SlackOptions): Answer {
  const { charts, ...words } = options;
  const full = renderSlack(card, options);
  return {
    full,
    ...(charts && isDrawn(full) && { undrawn: renderSlack(card, words) }),
    plain: renderPlain(card, words),
  };
}

/** Whether a message has a picture, or a chart that not every workspace knows. */
export const isDrawn = ({ blocks = [] }: SlackMessage): boolean =>
  blocks.some(({ type }) => type === "image" || String(type) === "data_visualization");

/** Where a message goes; with a token where the client has none, and a mark where it is to be found again. */
export type Place = {
  readonly channel: string;
  readonly thread_ts?: string;
  readonly token?: string;
  readonly metadata?: ReturnType<typeof markOf>;
};

/** How a message comes through a `response_url`. */
export type Response = {
  readonly response_type: "ephemeral" | "in_channel";
  readonly replace_original: boolean;
  readonly thread_ts?: string;
};

/** What Slack says of a message it will not take, whoever sends it and wherever to. */
const refusals = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_block_type",
  "invalid_attachments",
  "msg_blocks_too_long",
  "msg_too_long",
]);

const unfurl = { unfurl_links: false, unfurl_media: false } as const;

type Acknowledgement = { readonly response_type: "ephemeral" } & ReturnType<typeof copy>;

const acknowledgements = new WeakMap<SlackMessage, Acknowledgement>();

/** The body of an acknowledgement. Slack never says what it thinks of it, so it goes by our own check. */
export function acknowledgement({ full, plain }: Answer, log: Logger): Acknowledgement {
  const earlier = acknowledgements.get(full);
  if (earlier) return earlier;
  const problems = problemsOf(full);
  if (problems.length > 0) log.error({ problems }, "a card breaks Slack's limits; sent it as plain text");
  const body = { response_type: "ephemeral" as const, ...copy(problems.length > 0 ? plain : full) };
  acknowledgements.set(full, body);
  return body;
}

/** Posts in a channel, thread or direct message; resolves to the message's id. */
export async function post(
  client: webApi.WebClient,
  place: Place,
  answer: Answer,
  log: Logger,
): Promise<string> {
  const { ts = "" } = await send(
    (message) => client.chat.postMessage({ ...place, ...message, ...unfurl }),
    answer,
    log,
  );
  return ts;
}

/** Shows something in a channel or thread to one person; directly where Slack does not show it there. */
export async function whisper(
  client: webApi.WebClient,
  place: Place,
  user: string,
  answer: Answer,
  log: Logger,
): Promise<void> {
  try {
    await send((message) => client.chat.postEphemeral({ ...place, user, ...message }), answer, log);
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, "Slack did not show a private answer; sent it as a direct message");
    await post(client, { channel: user }, answer, log);
  }
}

async function send<T>(
  out: (message: ReturnType<typeof copy>) => Promise<T>,
  { full, undrawn, plain }: Answer,
  log: Logger,
): Promise<T> {
  try {
    return await out(copy(full));
  } catch (error) {
    if (!refusals.has(wordOf(error) ?? "") || full.blocks === undefined) throw error;
    log.error({ reason: reasonOf(error) }, undrawn ? noPicture : noCard);
    return undrawn ? send(out, { full: undrawn, plain }, log) : out(copy(plain));
  }
}

const noCard = "Slack refused a card; sent it as plain text";
const noPicture =
  "Slack refused a card with a picture; sent it without: check that Slack reaches PUBLIC_URL, and that it has native charts";

/** Answers through a `response_url`, which needs no membership. */
export async function respondWith(
  respond: RespondFn,
  how: Response,
  { full, undrawn, plain }: Answer,
  log: Logger,
): Promise<void> {
  const refusal = await refusalOf(respond, how, full);
  if (refusal === undefined) return;
  log.error({ reason: refusal }, undrawn ? noPicture : noCard);
  if (undrawn) return respondWith(respond, how, { full: undrawn, plain }, log);
  const again = await refusalOf(respond, how, plain);
  if (again !== undefined) throw new Error(`Slack refused even plain text: ${again}`);
}

/** Takes a private message away. */
export const remove = async (respond: RespondFn): Promise<void> => {
  await respond({ delete_original: true });
};

/** A `response_url` tells of refusals by status 400, or in the body of a 200. */
async function refusalOf(
  respond: RespondFn,
  how: Response,
  message: SlackMessage,
): Promise<string | undefined> {
  try {
    const response = await respond({ ...how, ...copy(message), ...unfurl });
    const said = /"error"\s*:\s*"(\w+)"/.exec(await response.text())?.[1];
    if (said === undefined) return undefined;
    if (refusals.has(said)) return said;
    throw new Error(`response_url answered ${said}`);
  } catch (error) {
    if (error instanceof RespondError && error.statusCode === 400) return reasonOf(error);
    throw error;
  }
}

/** The SDK's types want arrays it may change. */
const copy = ({ text, blocks }: SlackMessage) => ({ text, ...(blocks && { blocks: [...blocks] }) });
