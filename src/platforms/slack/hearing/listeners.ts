/** One listener for each way of asking: slash command, mention, direct message, click and dialog. */
import type { App, RespondFn, webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { Ask, Bot, Reply } from "../../../bot/ask.ts";
import type { Pictures } from "../../../card/picture.ts";
import type { Charts } from "../drawing/page.ts";
import type { SlackOptions } from "../drawing/render.ts";
import { formCallback } from "../drawing/view.ts";
import { answerOf as answerTo, type forwardTo } from "../speaking/answer.ts";
import { upload, writtenOut } from "../speaking/file.ts";
import { uploadCharts } from "../speaking/pictures.ts";
import { reasonOf } from "../speaking/reason.ts";
import {
  type Answer,
  acknowledgement,
  isDrawn,
  type Place,
  post,
  remove,
  respondWith,
  whisper,
} from "../speaking/speak.ts";
import { type Envelope, tenantOfEvent } from "../speaking/tenant.ts";
import { onCommand } from "./commands.ts";
import type { Deliveries } from "./delivered.ts";
import { type Destination, submissionOf } from "./destination.ts";
import { openDialog, sendTo } from "./dialogs.ts";
import { type Home, homeClickOf } from "./home.ts";
import { askOfSlash, askOfSpoken, type Click, clickOf, inThread, isDirect, type Spoken } from "./intake.ts";
import type { Lately } from "./lately.ts";
import { withStatus } from "./status.ts";
import type { Welcomes } from "./welcome.ts";
import { within } from "./within.ts";

/** After this many milliseconds a slash command is acknowledged with the promise of an answer. */
const soon = 2_000;
const saying = (text: string) => ({ response_type: "ephemeral" as const, text });
const working = "Working on it. The answer follows here.";
const failed =
  "I could not finish that. It is a mistake of mine, and whoever runs me finds it in the log. Ask again.";

const byMention = "@Mesh ";
const bySlash = "/mesh ";

type Parts = {
  readonly bot: Bot;
  readonly log: Logger;
  readonly deliveries: Deliveries;
  readonly welcomes: Welcomes;
  readonly home: Home;
  /** The threads the bot answers in. */
  readonly threads: Pick<Lately, "note">;
  readonly forward: ReturnType<typeof forwardTo>;
  /** Direct messages are threads in the agent's pane. */
  readonly agentView: boolean;
  readonly charts: Charts;
  /** Draws the charts that Slack is handed as files. */
  readonly draw: Pictures["draw"] | undefined;
};

/** A message event, and what Slack says beside it. */
type Delivered = {
  readonly event: Spoken;
  readonly body: Envelope & {
    readonly event_id?: string;
    readonly authorizations?: readonly { readonly user_id?: string; readonly is_bot?: boolean }[];
  };
  readonly client: webApi.WebClient;
  readonly botUserId: string | undefined;
};

export function listen(app: App, parts: Parts): void {
  const { bot, log, deliveries, welcomes, home, threads, forward, agentView, charts, draw } = parts;
  const answerOf = (reply: Reply, options: SlackOptions) => answerTo(reply, { ...options, charts });

  onCommand(app, async ({ command, ack, respond, client }) => {
    const ask = askOfSlash(command);
    const prefix = `${command.command} `;
    const replying = bot.reply(ask).then(writtenOut);
    let known = false;
    const answering = replying.then(async (reply): Promise<Answer | "dialog"> => {
      known = true;
      const to = { kind: "private", replace: false, share: true } as const;
      const place = { ...whereOf(ask), prefix, url: command.response_url, to };
      const opened = await openDialog(client, command.trigger_id, reply, place, log);
      return opened ? "dialog" : answerOf(reply, { prefix, share: ask.text });
    });
    const answer = await within(soon, answering);
    // Slack tells nobody that it refused an acknowledgement, which it does where it cannot fetch a picture.
    if (answer && answer !== "dialog" && !isDrawn(answer.full)) await ack(acknowledgement(answer, log));
    else {
      // It stays: Slack lets nobody replace an acknowledgement.
      await (known ? ack() : ack(saying(working)));
      const late = await answering.catch(async (error: unknown) => {
        await respond(saying(failed));
        throw error;
      });
      const how = { response_type: "ephemeral", replace_original: false } as const;
      if (late !== "dialog") await respondWith(respond, how, late, log);
    }
    await forward(await replying, command.user_id, client);
  });

  app.event("app_mention", ({ event, body, client, context }) =>
    answerSpoken({ event, body, client, botUserId: context.botUserId }),
  );

  app.message(async ({ message, body, client, context }) => {
    if (message.channel_type === "im")
      await answerSpoken({ event: message, body, client, botUserId: context.botUserId });
  });

  app.action({ type: "block_actions" }, async ({ body, ack, respond, client }) => {
    await ack();
    const atHome = homeClickOf(body);
    if (atHome) return home.click(client, atHome);
    const click = body.type === "block_actions" ? clickOf(body) : undefined;
    if (click) await (click.share ? share(click, respond) : answerClick(click, respond, client));
  });

  app.view(formCallback, async ({ ack, body, view, client }) => {
    const submission = submissionOf({ user: body.user.id, ...view });
    if (!submission) return ack();
    const { ask, destination } = submission;
    const reply = await bot.reply(ask);
    const errors = mistakesIn(reply, view.blocks);
    if (errors) return ack({ response_action: "errors", errors });
    await ack();
    const { prefix, to } = destination;
    const told =
      to.kind === "thread"
        ? { askedBy: body.user.id }
        : to.kind === "private" && to.share
          ? { share: ask.text }
          : {};
    await sendTo(destination, body.user.id, answerOf(reply, { prefix, ...told }), client, log);
    await forward(reply, body.user.id, client);
  });

  async function answerSpoken({ event, body, client, botUserId }: Delivered): Promise<void> {
    const own = botUserId ?? body.authorizations?.find(({ is_bot }) => is_bot)?.user_id;
    const spoken = askOfSpoken(event, tenantOfEvent(body, event), own);
    if (!spoken) return;
    const { channel, ts, thread_ts } = event;
    const direct = isDirect(channel);
    const inPane = direct && agentView;
    const ask = inPane ? inThread(spoken, thread_ts ?? ts) : spoken;
    const options = { prefix: direct ? "" : byMention };
    const thread = direct && !agentView ? thread_ts : (thread_ts ?? ts);
    const place = { channel, ...(thread !== undefined && { thread_ts: thread }) };
    const say = async (it: Ask) => {
      const reply = await bot.reply(it);
      if (reply.private && !direct) {
        // Slack shows nothing private in a thread that has no message yet.
        const there = { channel, ...(thread_ts !== undefined && { thread_ts }) };
        await whisper(client, there, it.from.person.id, answerOf(writtenOut(reply), options), log);
      } else {
        const answer = answerOf(reply, options);
        await post(client, place, answer, log);
        await hand(reply, place, client);
        await uploadCharts(client, place, { card: reply.card, full: answer.full, draw }, log);
      }
      await forward(reply, it.from.person.id, client);
    };
    const answer = async () => {
      await say(ask);
      // The agent's pane greets by itself.
      if (direct && !agentView)
        await welcomes.onFirst(client, { channel, ts }, () => say({ ...ask, via: "install", text: "" }));
    };
    await deliveries.once(body.event_id, () =>
      inPane ? withStatus(client, { channel, thread_ts: thread_ts ?? ts }, log, answer) : answer(),
    );
    if (thread !== undefined) threads.note(`${channel}:${thread}`);
  }

  /** Uploads the file that goes with an answer, or posts its text. Fails silently: the answer is out. */
  async function hand({ file, ...reply }: Reply, place: Place, client: webApi.WebClient): Promise<void> {
    try {
      const instead = file && (await upload(client, place, file, log));
      if (instead) await post(client, place, answerOf({ ...reply, card: instead }, { prefix: "" }), log);
    } catch (error) {
      log.error({ reason: reasonOf(error) }, "a file that goes with an answer did not reach Slack");
    }
  }

  async function answerClick(
    { ask, user, alone, inChannel, thread, trigger, url, posted }: Click,
    respond: RespondFn,
    client: webApi.WebClient,
  ): Promise<void> {
    const prefix = inChannel ? (thread === undefined && alone ? bySlash : byMention) : "";
    const answered = await bot.reply(ask);
    const reply = inChannel ? writtenOut(answered) : answered;
    const to: Destination["to"] = posted
      ? { kind: "thread", ...posted }
      : { kind: "private", replace: alone, share: inChannel, ...(thread !== undefined && { thread }) };
    const place = { ...whereOf(ask), prefix, url, to };
    if (await openDialog(client, trigger, reply, place, log)) return;
    const options = { prefix, ...(inChannel && { share: ask.text }) };
    const at = thread !== undefined && { thread_ts: thread };
    const where = { response_type: "ephemeral" as const, ...at, replace_original: alone };
    const answer = answerOf(reply, options);
    await respondWith(respond, where, answer, log);
    if (!inChannel) {
      const place = { channel: ask.from.place.channel, ...at };
      await hand(reply, place, client);
      await uploadCharts(client, place, { card: reply.card, full: answer.full, draw }, log);
    }
    await forward(reply, user, client);
  }

  async function share({ ask, user, thread }: Click, respond: RespondFn): Promise<void> {
    const answer = answerOf(writtenOut(await bot.reply(ask)), { prefix: bySlash, sharedBy: user });
    const where = {
      response_type: "in_channel" as const,
      ...(thread !== undefined && { thread_ts: thread }),
    };
    await respondWith(respond, { ...where, replace_original: false }, answer, log);
    await remove(respond);
  }
}

/** What keeps a dialog open; nothing where none of its questions is to blame, as it may be older than they are. */
function mistakesIn(
  { mistakes = {} }: Reply,
  blocks: readonly { readonly block_id?: string }[],
): Record<string, string> | undefined {
  const asked = Object.entries(mistakes).filter(([id]) => blocks.some(({ block_id }) => block_id === id));
  return asked.length > 0 ? Object.fromEntries(asked) : undefined;
}

/** What a dialog has to carry of the ask that opened it. */
function whereOf({ conversation, from: { place } }: Ask): Pick<Destination, "conversation" | "place"> {
  const { tenant, channel, kind, thread } = place;
  return {
    conversation,
    place: {
      platform: "slack",
      tenant,
      channel,
      kind: kind === "direct" ? "direct" : "channel",
      ...(thread !== undefined && { thread }),
    },
  };
}
