/** Welcomes those who write to the bot for the first time. */
import type { webApi } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { reasonOf } from "../speaking/reason.ts";

/** How many conversations are kept in mind, so that each is looked up once. */
const most = 10_000;
/** As many earlier messages as Slack gives every app at a time. */
const depth = 15;

type Written = { readonly channel: string; readonly ts: string };

export type Welcomes = {
  /** Calls `greet` when the bot had never spoken here before that message. Fails silently: the answer is out. */
  readonly onFirst: (client: webApi.WebClient, message: Written, greet: () => Promise<void>) => Promise<void>;
};

export function createWelcomes(log: Logger): Welcomes {
  const known = new LRUCache<string, true>({ max: most });

  return {
    async onFirst(client, { channel, ts }, greet) {
      if (known.has(channel)) return;
      known.set(channel, true);
      try {
        const { messages = [] } = await client.conversations.history({
          channel,
          latest: ts,
          inclusive: false,
          limit: depth,
        });
        if (!messages.some(({ bot_id }) => bot_id !== undefined)) await greet();
      } catch (error) {
        log.debug({ reason: reasonOf(error) }, "could not tell whether to welcome somebody");
      }
    },
  };
}
