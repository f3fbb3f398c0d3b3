/** Slack's payloads as asks: commands, mentions, direct messages and clicks, all in plain words. */
import type { Ask } from "../../../bot/ask.ts";
import type { From, Place } from "../../../bot/place.ts";
import { shareAction } from "../drawing/controls.ts";
import { limits } from "../drawing/limits.ts";
import { sharedBlock } from "../drawing/render.ts";
import { tenantOfClick } from "../speaking/tenant.ts";

export type SlashCommand = {
  readonly command: string;
  readonly text?: string;
  readonly team_id: string;
  readonly channel_id: string;
  readonly user_id: string;
};

/** A message that may be for the bot, as `app_mention` and `message.im` carry it. */
export type Spoken = {
  readonly type: string;
  readonly subtype?: string | undefined;
  readonly text?: string | undefined;
  readonly user?: string | undefined;
  readonly channel: string;
  readonly channel_type?: string | undefined;
  readonly ts: string;
  readonly thread_ts?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly edited?: unknown;
  /** The workspace of whoever wrote it. */
  readonly team?: unknown;
  readonly user_team?: unknown;
};

export type Clicked = {
  readonly team: { readonly id: string } | null;
  readonly enterprise?: { readonly id: string } | null | undefined;
  readonly user: { readonly id: string; readonly team_id?: string };
  readonly channel?: { readonly id: string };
  readonly container: Readonly<Record<string, unknown>>;
  readonly message?: {
    readonly ts: string;
    readonly thread_ts?: string;
    readonly blocks?: readonly unknown[];
  };
  readonly actions: readonly unknown[];
  readonly response_url: string;
  readonly trigger_id: string;
};

/** A click: what it asks, and where its answer may go. */
export type Click = {
  readonly ask: Ask;
  readonly share: boolean;
  readonly user: string;
  /** Nobody but the clicker reads the card, so the answer may take its place. */
  readonly alone: boolean;
  /** Whether there is a channel to share an answer in. */
  readonly inChannel: boolean;
  readonly thread?: string;
  /** The thread of the card, where others read it too. */
  readonly posted?: { readonly channel: string; readonly thread: string };
  /** Lets a dialog be opened, for three seconds. */
  readonly trigger: string;
  /** The `response_url`. */
  readonly url: string;
};

export const askOfSlash = ({ text = "", team_id, channel_id, user_id }: SlashCommand): Ask => ({
  platform: "slack",
  via: "slash",
  text: inWords(text),
  conversation: `slack:${team_id}:${channel_id}:${user_id}`,
  from: fromOf({ team: team_id, channel: channel_id, user: user_id, heardBy: "asker" }),
});

/** Of messages with a subtype only these are somebody's words; the rest are edits, deletions, joins and bots. */
const spokenSubtypes: readonly (string | undefined)[] = [undefined, "file_share", "thread_broadcast"];

/** What somebody said to the bot; nothing for its own words, other bots, edits and deletions. */
export function askOfSpoken(it: Spoken, team: string, botUserId: string | undefined): Ask | undefined {
  const direct = isDirect(it.channel);
  const wanted = it.type === "app_mention" ? !direct : it.channel_type === "im";
  const person =
    it.user !== undefined && it.user !== "USLACKBOT" && it.user !== botUserId && it.bot_id === undefined;
  if (!wanted || !person || it.edited !== undefined || !spokenSubtypes.includes(it.subtype)) return undefined;
  const said = withoutMention(it.text ?? "", botUserId, !direct);
  return {
    platform: "slack",
    via: direct ? "direct" : "mention",
    text: inWords(said),
    conversation: `slack:${team}:${it.channel}:${direct ? it.user : (it.thread_ts ?? it.ts)}`,
    from: fromOf({
      team,
      channel: it.channel,
      user: it.user ?? "",
      heardBy: direct ? "asker" : "everyone",
      thread: direct ? it.thread_ts : (it.thread_ts ?? it.ts),
    }),
  };
}

/** The same ask in a thread that is a conversation of its own. */
export const inThread = (ask: Ask, thread: string): Ask => ({
  ...ask,
  conversation: `slack:${ask.from.place.tenant}:${ask.from.place.channel}:${thread}`,
  from: { ...ask.from, place: { ...ask.from.place, thread } },
});

/** What a button or menu stands for; nothing for a link, which has opened by itself. */
export function clickOf(clicked: Clicked): Click | undefined {
  const { user, channel, container, message, actions, ...rest } = clicked;
  const action = fieldsOf(actions[0]);
  const value = commandIn(action);
  if (value === undefined || !channel) return undefined;
  const ephemeral = container.is_ephemeral === true;
  const shared = (message?.blocks ?? []).some((block) => fieldsOf(block).block_id === sharedBlock);
  const withBot = isDirect(channel.id) && !ephemeral && !shared;
  const alone = ephemeral || withBot;
  const thread = [message?.thread_ts, container.thread_ts].find((ts) => typeof ts === "string");
  const tenant = tenantOfClick(clicked);
  const place = alone || !message ? user.id : (message.thread_ts ?? message.ts);
  return {
    ask: {
      platform: "slack",
      via: "click",
      text: value,
      conversation: `slack:${tenant}:${channel.id}:${place}`,
      from: fromOf({
        team: tenant,
        channel: channel.id,
        user: user.id,
        heardBy: "asker",
        thread: typeof thread === "string" ? thread : undefined,
      }),
    },
    share: action.action_id === shareAction,
    user: user.id,
    alone,
    inChannel: !withBot,
    ...(typeof thread === "string" && { thread }),
    ...(!alone && message && !isDirect(channel.id) && { posted: { channel: channel.id, thread: place } }),
    trigger: rest.trigger_id,
    url: rest.response_url,
  };
}

/** The command that a button or a chosen option stands for; nothing for a link. */
export function commandIn(action: unknown): string | undefined {
  const { selected_option, value } = fieldsOf(action);
  const said = selected_option === undefined ? value : fieldsOf(selected_option).value;
  return typeof said === "string" ? said : undefined;
}

type Said = {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  readonly heardBy: From["heardBy"];
  readonly thread?: string | undefined;
  /** Where the channel is named by the person at its other end. */
  readonly direct?: true;
};

export function fromOf({ team, channel, user, heardBy, thread, direct }: Said): From {
  const place: Place = {
    platform: "slack",
    tenant: team,
    channel,
    kind: direct || isDirect(channel) ? "direct" : "channel",
    ...(thread !== undefined && { thread }),
  };
  return { place, person: { id: user }, heardBy };
}

/** Ids of direct messages start with D. */
export const isDirect = (channel: string): boolean => channel.startsWith("D");

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** Takes the bot's own mention out; while its id is not known yet, the first one, which is why Slack called us. */
function withoutMention(text: string, botUserId: string | undefined, mentioned: boolean): string {
  if (botUserId === undefined) return mentioned ? text.replace(/<@\w+(?:\|[^<>]*)?>[,:]?/, " ") : text;
  return text.replace(/<@(\w+)(?:\|[^<>]*)?>[,:]?/g, (all, id) => (id === botUserId ? " " : all));
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">" };

/** `<@U1>`, `<#C1|general>`, `<!here>` and `<https://…|label>`; other angle brackets are somebody's own. */
const token = /<([@#!][^<>]*|[a-z][a-z0-9+.-]*:[^<>]*)>/gi;

/** Slack's markup as words: links by their label, people and channels by their name, entities as their character. */
export const inWords = (text: string): string =>
  text
    .slice(0, limits.read)
    .replace(token, (_, inside: string) => wordsOf(inside))
    .replace(/&(amp|lt|gt);/g, (all, name: string) => entities[name] ?? all)
    .trim();

function wordsOf(inside: string): string {
  const bar = inside.indexOf("|");
  const [target, label] = bar < 0 ? [inside, ""] : [inside.slice(0, bar), inside.slice(bar + 1)];
  const named = (sign: string, name: string) => (name.startsWith(sign) ? name : sign + name);
  switch (target.charAt(0)) {
    case "@":
      return named("@", label || target);
    case "#":
      return named("#", label || target);
    case "!":
      return label || named("@", target.slice(1).replace(/\^.*$/, ""));
    default:
      return label || target.replace(/^mailto:/, "");
  }
}
