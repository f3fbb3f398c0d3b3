/** Previews of links to the websites of meshes; docs/slack.md has the rules. */

import type { webApi } from "@slack/bolt";
import type { LinkUnfurls } from "@slack/web-api";
import type { Logger } from "pino";
import type { Ask, Bot } from "../../../bot/ask.ts";
import { renderSlack } from "../drawing/render.ts";
import { reasonOf } from "../speaking/reason.ts";
import { fromOf, isDirect } from "./intake.ts";
import type { Lately } from "./lately.ts";

/** Links somebody has posted, or is about to. */
type Shared = {
  readonly channel: string;
  readonly user: string;
  readonly message_ts: string;
  readonly thread_ts?: string;
  readonly is_bot_user_member?: boolean;
  readonly unfurl_id?: string;
  readonly source?: string;
  readonly links: readonly { readonly url: string }[];
};

type Where = {
  readonly tenant: string;
  /** True where people of another company are in the channel. */
  readonly isExternal: boolean;
  readonly botUserId: string | undefined;
};

type Parts = {
  readonly bot: Bot;
  readonly log: Logger;
  readonly domains: readonly string[];
  /** The threads the bot has answered in lately, as `channel:ts`. */
  readonly threads: Pick<Lately, "has">;
  /** What was previewed in a channel lately. */
  readonly shown: Lately;
};

/** The most previews below one message. */
const most = 3;

export type Previews = (client: webApi.WebClient, shared: Shared, where: Where) => Promise<void>;

export function createPreviews({ bot, log, domains, threads, shown }: Parts): Previews {
  /** Where a preview would be in the way, or say something to those it is not for. */
  const isUnwanted = (
    { channel, user, thread_ts, is_bot_user_member }: Shared,
    { isExternal, botUserId }: Where,
  ): boolean =>
    isExternal ||
    user === botUserId ||
    (isDirect(channel) && is_bot_user_member === true) ||
    (thread_ts !== undefined && threads.has(`${channel}:${thread_ts}`));

  const isServed = (url: string): boolean => {
    const host = URL.parse(url)?.hostname ?? "";
    return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
  };

  return async (client, shared, where) => {
    if (isUnwanted(shared, where)) return;
    const { channel, message_ts, unfurl_id, source, links } = shared;
    const unfurls: LinkUnfurls = {};
    const keys = new Set<string>();
    for (const { url } of links.filter((link) => isServed(link.url))) {
      const { card, outcome, again = url } = await bot.reply(askOf(url, shared, where));
      const key = `${where.tenant}:${channel}:${again}`;
      if (outcome !== "answered" || keys.has(key) || shown.has(key) || keys.size >= most) continue;
      const { text, blocks } = renderSlack(card, { prefix: "/mesh " });
      keys.add(key);
      unfurls[url] = blocks ? { blocks: [...blocks] } : { text };
    }
    if (keys.size === 0) return;
    try {
      await client.chat.unfurl(
        unfurl_id !== undefined && isSource(source)
          ? { unfurl_id, source, unfurls }
          : { channel, ts: message_ts, unfurls },
      );
      if (source !== "composer") for (const key of keys) shown.note(key);
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, "Slack did not show a preview of a link");
    }
  };
}

const isSource = (source: string | undefined): source is "composer" | "conversations_history" =>
  source === "composer" || source === "conversations_history";

const askOf = (url: string, { channel, user }: Shared, { tenant }: Where): Ask => ({
  platform: "slack",
  via: "look",
  text: url,
  conversation: `slack:${tenant}:links`,
  from: fromOf({ team: tenant, channel, user, heardBy: "everyone" }),
});
