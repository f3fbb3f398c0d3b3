/** Who the bot is in Slack: as configured, else asked of Slack in the background until it answers. */
import type { webApi } from "@slack/bolt";
import type { Logger } from "pino";
import { backoff } from "./backoff.ts";
import { reasonOf } from "./reason.ts";

type Identity = { readonly botId?: string; readonly botUserId?: string };

export type KnownIdentity = {
  readonly current: () => Identity;
  readonly start: () => void;
  readonly stop: () => void;
};

type Parts = {
  readonly configured: Identity;
  readonly ask: () => Promise<Pick<webApi.AuthTestResponse, "bot_id" | "user_id">>;
  readonly log: Logger;
  /** How long to wait after the nth failure, in milliseconds. */
  readonly pause?: (failures: number) => number;
};

export function knowIdentity({ configured, ask, log, pause = backoff }: Parts): KnownIdentity {
  let identity = configured;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function learn(failures: number): Promise<void> {
    try {
      const { bot_id, user_id } = await ask();
      identity = { ...(bot_id && { botId: bot_id }), ...(user_id && { botUserId: user_id }), ...configured };
      log.info("Slack said who the bot is");
    } catch (error) {
      log.warn(
        { reason: reasonOf(error) },
        "Slack did not say who the bot is: check SLACK_BOT_TOKEN; asking again",
      );
      if (stopped) return;
      timer = setTimeout(() => void learn(failures + 1), pause(failures + 1));
      timer.unref();
    }
  }

  return {
    current: () => identity,
    start() {
      if (configured.botId === undefined || configured.botUserId === undefined) void learn(0);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
