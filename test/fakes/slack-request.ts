/** Requests as Slack makes them: forms and JSON, signed over the raw body. */
import { createHmac } from "node:crypto";

export const signingSecret = "a-signing-secret";
const team = "T1";
export const botUserId = "UBOT";
export const botId = "BBOT";

export type SlackRequest = { readonly body: string; readonly headers: Readonly<Record<string, string>> };
type Signing = { readonly secret?: string; readonly at?: Date; readonly contentType?: string };

const form = "application/x-www-form-urlencoded";

export function signed(
  body: string,
  { secret = signingSecret, at = new Date(), contentType = "application/json" }: Signing = {},
): SlackRequest {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    body,
    headers: {
      "content-type": contentType,
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
    },
  };
}

type Slash = {
  readonly channel?: string;
  readonly user?: string;
  readonly responseUrl?: string;
  readonly command?: string;
};

export const slashBody = (
  text: string,
  { channel = "C1", user = "U1", responseUrl = "http://127.0.0.1:9/", command = "/mesh" }: Slash = {},
) => ({
  command,
  text,
  team_id: team,
  team_domain: "example",
  channel_id: channel,
  channel_name: "general",
  user_id: user,
  api_app_id: "A1",
  is_enterprise_install: "false",
  response_url: responseUrl,
  trigger_id: "1.2.3",
});

/** A typed slash command. */
export const slashRequest = (text: string, slash: Slash = {}, signing: Signing = {}): SlackRequest =>
  signed(new URLSearchParams(slashBody(text, slash)).toString(), { contentType: form, ...signing });

type Event = Readonly<Record<string, unknown>>;

let events = 0;

export const eventBody = (event: Event, eventId: string = `Ev${++events}`) => ({
  type: "event_callback",
  team_id: team,
  api_app_id: "A1",
  event_id: eventId,
  event_time: 1_700_000_000,
  authorizations: [
    { enterprise_id: null, team_id: team, user_id: botUserId, is_bot: true, is_enterprise_install: false },
  ],
  event,
});

export function eventRequest(
  event: Event,
  { id, retry }: { id?: string; retry?: number } = {},
): SlackRequest {
  const request = signed(JSON.stringify(eventBody(event, id)));
  if (retry === undefined) return request;
  return {
    ...request,
    headers: {
      ...request.headers,
      "x-slack-retry-num": String(retry),
      "x-slack-retry-reason": "http_timeout",
    },
  };
}

/** Somebody mentions the bot in a channel. */
export const mention = (text: string, more: Event = {}): Event => ({
  type: "app_mention",
  user: "U1",
  text,
  ts: "170.1",
  event_ts: "170.1",
  channel: "C1",
  ...more,
});

/** Somebody writes to the bot directly. */
export const directMessage = (text: string, more: Event = {}): Event => ({
  type: "message",
  user: "U1",
  text,
  ts: "170.1",
  event_ts: "170.1",
  channel: "D1",
  channel_type: "im",
  ...more,
});

type Click = {
  readonly action: Event;
  readonly responseUrl: string;
  readonly channel?: string;
  readonly user?: string;
  /** The message that was clicked; Slack leaves it out when it is ephemeral. */
  readonly message?: { readonly ts: string; readonly thread_ts?: string; readonly blocks?: readonly Event[] };
  readonly thread?: string;
};

export const clickBody = ({ action, responseUrl, channel = "C1", user = "U1", message, thread }: Click) => ({
  type: "block_actions",
  team: { id: team, domain: "example" },
  user: { id: user, username: "ann", name: "ann", team_id: team },
  api_app_id: "A1",
  token: "unused",
  trigger_id: "1.2.3",
  channel: { id: channel, name: "general" },
  container: {
    type: "message",
    message_ts: message?.ts ?? "171.1",
    channel_id: channel,
    is_ephemeral: message === undefined,
    ...(thread !== undefined && { thread_ts: thread }),
  },
  ...(message && { message }),
  response_url: responseUrl,
  actions: [{ block_id: "b1", action_ts: "172.1", ...action }],
});

export const clickRequest = (click: Click): SlackRequest =>
  signed(new URLSearchParams({ payload: JSON.stringify(clickBody(click)) }).toString(), {
    contentType: form,
  });

export const press = (value: string, actionId = "command:1"): Event => ({
  type: "button",
  action_id: actionId,
  text: { type: "plain_text", text: "Press" },
  value,
});

/** Somebody clicks in the Home tab, which carries what it was published with. */
export const homeClickRequest = (action: Event, metadata = "D1"): SlackRequest =>
  payloadRequest({
    type: "block_actions",
    container: { type: "view", view_id: "V1" },
    view: { id: "V1", type: "home", private_metadata: metadata, blocks: [] },
    trigger_id: "1.2.3",
    actions: [{ block_id: "b1", action_ts: "172.1", ...action }],
  });

/** Somebody types into a menu that looks ahead. */
export const suggestionRequest = (actionId: string, value: string, more: Event = {}): SlackRequest =>
  payloadRequest({
    type: "block_suggestion",
    action_id: actionId,
    block_id: "b1",
    value,
    container: { type: "message" },
    channel: { id: "C1", name: "general" },
    ...more,
  });

export const shortcutRequest = (callbackId: string, more: Event = {}): SlackRequest =>
  payloadRequest({ type: "shortcut", callback_id: callbackId, trigger_id: "1.2.3", action_ts: "1", ...more });

/** A shortcut on a message. */
export const messageShortcutRequest = (
  callbackId: string,
  message: Event,
  responseUrl: string,
  channel = "C1",
): SlackRequest =>
  payloadRequest({
    type: "message_action",
    callback_id: callbackId,
    trigger_id: "1.2.3",
    message_ts: "171.1",
    message: { type: "message", user: "U2", ts: "171.1", ...message },
    channel: { id: channel, name: "general" },
    response_url: responseUrl,
  });

const payloadRequest = (payload: Event): SlackRequest => {
  const who = {
    team: { id: team, domain: "example" },
    user: { id: "U1", username: "ann", name: "ann", team_id: team },
    api_app_id: "A1",
    token: "unused",
  };
  return signed(new URLSearchParams({ payload: JSON.stringify({ ...who, ...payload }) }).toString(), {
    contentType: form,
  });
};

type OpenedView = { readonly private_metadata: string; readonly blocks: readonly Event[] };

/** Somebody fills in a dialog, by the id of its fields: a text, or the values of options. */
export function submitRequest(
  view: OpenedView,
  filled: Readonly<Record<string, string | readonly string[]>>,
  { user = "U1" }: { readonly user?: string } = {},
): SlackRequest {
  const values = view.blocks
    .filter(({ type }) => type === "input")
    .map(({ block_id, element }) => [
      block_id,
      { [String((element as Event).action_id)]: answerTo(element as Event, filled[String(block_id)]) },
    ]);
  const payload = {
    type: "view_submission",
    team: { id: team, domain: "example" },
    user: { id: user, username: "ann", name: "ann", team_id: team },
    api_app_id: "A1",
    token: "unused",
    trigger_id: "1.2.4",
    view: { id: "V1", team_id: team, hash: "1", ...view, state: { values: Object.fromEntries(values) } },
    response_urls: [],
  };
  return signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), { contentType: form });
}

/** What Slack makes of an input; `null` and empty lists where nothing was filled in. */
function answerTo({ type }: Event, said: string | readonly string[] = []): Event {
  const option = (value: string) => ({ value, text: { type: "plain_text", text: value } });
  const chosen = typeof said === "string" ? [said] : said;
  if (type === "plain_text_input") return { type, value: chosen[0] ?? null };
  return type === "radio_buttons" || type === "static_select" || type === "external_select"
    ? { type, selected_option: chosen[0] === undefined ? null : option(chosen[0]) }
    : { type, selected_options: chosen.map(option) };
}
