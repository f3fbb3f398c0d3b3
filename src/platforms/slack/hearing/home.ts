/** The bot's Home tab: shown when somebody opens it, and again after what they do there. */

import type { webApi } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import type { Logger } from "pino";
import { z } from "zod";
import type { Ask, Bot, Reply } from "../../../bot/ask.ts";
import { limits } from "../drawing/limits.ts";
import { asPlain, context } from "../drawing/prose.ts";
import { renderSlack } from "../drawing/render.ts";
import { shorten } from "../drawing/text.ts";
import { answerOf, type forwardTo } from "../speaking/answer.ts";
import { writtenOut } from "../speaking/file.ts";
import { reasonOf } from "../speaking/reason.ts";
import { post } from "../speaking/speak.ts";
import { tenantOfClick } from "../speaking/tenant.ts";
import { openDialog } from "./dialogs.ts";
import { commandIn, fromOf } from "./intake.ts";

/** Whose Home it is, and the direct messages beside it. */
type Owner = { readonly tenant: string; readonly user: string; readonly channel: string };

const clickSchema = z.object({
  container: z.object({ type: z.literal("view") }),
  view: z.object({ type: z.literal("home"), private_metadata: z.string() }),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  team: z.object({ id: z.string() }).nullable(),
  enterprise: z.object({ id: z.string() }).nullish(),
  trigger_id: z.string(),
  actions: z.array(z.unknown()),
});

export type HomeClick = z.infer<typeof clickSchema>;

/** Undefined where something else than a Home was clicked. */
export const homeClickOf = (body: unknown): HomeClick | undefined => clickSchema.safeParse(body).data;

export type Home = {
  /** Fails silently: nobody waits for it. */
  readonly show: (client: webApi.WebClient, owner: Owner, note?: string) => Promise<void>;
  readonly click: (client: webApi.WebClient, click: HomeClick) => Promise<void>;
};

type Parts = { readonly bot: Bot; readonly log: Logger; readonly forward: ReturnType<typeof forwardTo> };

export function createHome({ bot, log, forward }: Parts): Home {
  async function show(client: webApi.WebClient, owner: Owner, note?: string): Promise<void> {
    const reply = await bot.reply(askOf(owner, "home", ""));
    const blocks = [...(note === undefined ? [] : [context(asPlain(note))]), ...blocksOf(reply)];
    const view = { type: "home" as const, private_metadata: owner.channel, blocks };
    try {
      await client.views.publish({ user_id: owner.user, view });
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, "Slack did not show a Home tab");
    }
  }

  return {
    show,
    async click(client, click) {
      const { view, user, trigger_id, actions } = click;
      const command = commandIn(actions[0]);
      if (command === undefined) return;
      const owner = {
        tenant: tenantOfClick(click),
        user: user.id,
        channel: view.private_metadata || user.id,
      };
      const ask = askOf(owner, "click", command);
      const reply = writtenOut(await bot.reply(ask));
      const { conversation } = ask;
      const place = {
        platform: "slack",
        tenant: owner.tenant,
        channel: owner.channel,
        kind: "direct",
      } as const;
      const destination = { conversation, place, prefix: "", to: { kind: "direct" } } as const;
      if (await openDialog(client, trigger_id, reply, destination, log)) return;
      await post(client, { channel: user.id }, answerOf(reply, { prefix: "" }), log);
      await show(client, owner, "I have answered in our direct messages.");
      await forward(reply, user.id, client);
    },
  };
}

const askOf = ({ tenant, user, channel }: Owner, via: Ask["via"], text: string): Ask => ({
  platform: "slack",
  via,
  text,
  conversation: `slack:${tenant}:${channel}:${user}`,
  from: fromOf({ team: tenant, channel, user, heardBy: "asker" }),
});

function blocksOf({ card }: Reply): KnownBlock[] {
  const { text, blocks } = renderSlack(card, { prefix: "" });
  return blocks ? [...blocks] : [{ type: "section", text: asPlain(shorten(text, limits.section)) }];
}
