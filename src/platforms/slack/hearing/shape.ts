/** The shape a delivery must have before anything else looks at it: one that this bot answers, with what it needs for that. */
import { z } from "zod";
import { formCallback } from "../drawing/view.ts";
import { suggesting } from "./suggestions.ts";

const text = z.string();
/** It stands in calls to Slack, where half a character cannot. */
const id = z.string().refine((it) => it.isWellFormed());
const named = z.object({ id });
/** Where an answer can be sent to. */
const address = z.string().refine((it) => /^https?:/iu.test(it) && URL.canParse(it));
/** Bolt tells kinds apart by such fields alone. */
const absent = z.undefined().optional();

const slash = z.object({
  event: absent,
  command: text.startsWith("/"),
  text: text.optional(),
  team_id: id,
  channel_id: id,
  user_id: id,
  response_url: address,
  trigger_id: id,
});

const spoken = z.object({
  type: z.enum(["app_mention", "message"]),
  subtype: text.nullish(),
  text: text.nullish(),
  user: id.optional(),
  channel: id,
  channel_type: text.nullish(),
  ts: id,
  thread_ts: id.nullish(),
  bot_id: id.nullish(),
});

const homeOpened = z.object({
  type: z.literal("app_home_opened"),
  user: id,
  channel: id,
  tab: text,
});

const linkShared = z.object({
  type: z.literal("link_shared"),
  user: id,
  channel: id,
  message_ts: id,
  thread_ts: id.optional(),
  unfurl_id: id.optional(),
  source: text.optional(),
  links: z.array(z.object({ url: text })),
});

const answered = ["app_mention", "message", "app_home_opened", "link_shared"];

/** Left alone once Bolt has acknowledged them, but for farewells, which bring tokens. */
const other = z.object({
  type: text.refine((type) => !answered.includes(type)),
  user: id.or(named).optional(),
  channel: id.or(z.object({})).optional(),
  item: z.object({}).optional(),
  subteam: z.object({}).optional(),
  tokens: z.object({ bot: z.array(text).nullish() }).nullish(),
});

const authorization = z.object({
  team_id: id.nullish(),
  enterprise_id: id.nullish(),
  user_id: id.nullish(),
  is_bot: z.boolean().nullish(),
  is_enterprise_install: z.boolean().nullish(),
});

const event = z.object({
  type: z.literal("event_callback"),
  team_id: id.nullish(),
  enterprise_id: id.nullish(),
  event_id: text.optional(),
  event_time: z.number().optional(),
  authorizations: z.array(authorization).min(1).optional(),
  event: z.union([spoken, homeOpened, linkShared, other]),
});

const interactive = {
  event: absent,
  command: absent,
  name: absent,
  team: named.nullish(),
  enterprise: named.nullish(),
  user: z.object({ id, team_id: id.nullish() }),
};

const click = z
  .looseObject({
    type: z.literal("block_actions"),
    ...interactive,
    channel: named.optional(),
    container: z.object({ thread_ts: id.nullish() }),
    message: z
      .looseObject({ ts: id, thread_ts: id.optional(), blocks: z.array(z.unknown()).optional() })
      .optional(),
    actions: z.array(z.object({ type: text, action_id: text, block_id: id.nullish() })).min(1),
    response_url: address.optional(),
    trigger_id: id,
  })
  // Only on the Home tab, which is no channel, is there no way back.
  .refine(({ channel, response_url }) => channel === undefined || response_url !== undefined, {
    path: ["response_url"],
  });

const submission = z.object({
  type: z.literal("view_submission"),
  ...interactive,
  actions: absent,
  response_urls: z.array(z.object({ response_url: address })).optional(),
  view: z.object({
    callback_id: z.literal(formCallback),
    private_metadata: text,
    blocks: z.array(z.object({ block_id: id.nullish() })),
    state: z.object({ values: z.record(text, z.record(text, z.unknown())) }),
  }),
});

const suggestion = z.object({
  type: z.literal("block_suggestion"),
  ...interactive,
  action_id: text.startsWith(suggesting),
  block_id: id,
  value: text,
  channel: named.optional(),
  view: z.object({}).optional(),
});

const shortcut = z.object({
  type: z.literal("shortcut"),
  ...interactive,
  actions: absent,
  callback_id: text.min(1),
  trigger_id: id,
});

const onMessage = z.object({
  ...shortcut.shape,
  type: z.literal("message_action"),
  channel: named,
  message: z.object({ text: text.nullish(), thread_ts: id.nullish() }),
  response_url: address,
});

const interactions = z
  .discriminatedUnion("type", [event, click, submission, suggestion, shortcut, onMessage])
  // Whose state is it otherwise?
  .refine((it) => it.type === "event_callback" || it.team || it.user.team_id, { path: ["team"] });

/** Where a body is not as it should be, such as `event.channel`; undefined where it is. */
export function misshapen(body: Readonly<Record<string, unknown>>): string | undefined {
  const { error } = "command" in body ? slash.safeParse(body) : interactions.safeParse(body);
  return error && (error.issues[0]?.path.join(".") || "the body");
}
