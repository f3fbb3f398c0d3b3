/** Connects the bot to one Slack workspace, over HTTP or Socket Mode. */
import { App } from "@slack/bolt";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Bot } from "../../bot/ask.ts";
import type { Channels } from "../../bot/channels.ts";
import { createChannels } from "./channels.ts";
import { rememberDeliveries } from "./delivered.ts";
import { knowIdentity } from "./identity.ts";
import { listen } from "./listeners.ts";
import { detailsOf } from "./reason.ts";
import { createReceiver } from "./receiver.ts";
import { sdkLog } from "./sdk-log.ts";
import { createSocket } from "./socket.ts";
import { createWelcomes } from "./welcome.ts";
import { trackWork } from "./work.ts";

export type SlackSettings = {
  readonly botToken: string;
  /** Checks HTTP deliveries; unused in Socket Mode. */
  readonly signingSecret?: string;
  /** Its presence selects Socket Mode. */
  readonly appToken?: string;
  readonly botId?: string;
  readonly botUserId?: string;
  /** Where reports of wrong facts are posted. */
  readonly reportChannel?: string;
  readonly apiUrl?: string;
};

type Parts = {
  readonly bot: Bot;
  readonly log: Logger;
  readonly config: SlackSettings;
  readonly server: FastifyInstance;
};

export type Connection = {
  readonly channels: Channels;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** How long a stop waits for answers under way, in milliseconds. */
const patience = 10_000;

/** Call it before the server listens: in HTTP mode it adds a route. */
export function connectSlack({ bot, log, config, server }: Parts): Connection {
  const { botToken, appToken, botId, botUserId, apiUrl } = config;
  const logger = sdkLog(log);
  const clientOptions = {
    logger,
    timeout: 5_000,
    retryConfig: { retries: 2, minTimeout: 300, maxTimeout: 1_000 },
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  };
  const receiver =
    appToken === undefined
      ? createReceiver({ server, secret: secretOf(config), log })
      : createSocket({ appToken, logger, installerOptions: { clientOptions }, log });
  const identity = knowIdentity({
    configured: { ...(botId !== undefined && { botId }), ...(botUserId !== undefined && { botUserId }) },
    ask: () => app.client.auth.test({ token: botToken }),
    log,
  });
  const work = trackWork(log);
  const app = new App({
    receiver,
    authorize: async () => ({ botToken, ...identity.current() }),
    convoStore: false,
    clientOptions,
    logger,
  });
  app.use(({ next }) => work.track(next()));
  app.error(async (error) => log.error(detailsOf(error), "a Slack message was not answered"));
  listen(app, {
    bot,
    log,
    deliveries: rememberDeliveries(),
    welcomes: createWelcomes(log),
    reportChannel: config.reportChannel,
  });

  return {
    channels: createChannels({ tokenFor: async () => botToken, log, sdkLog: logger, apiUrl }),
    async start() {
      identity.start();
      // Socket Mode connects in the background, so that Slack being away does not keep others from being served.
      if (appToken !== undefined) void app.start();
      if (appToken !== undefined && config.signingSecret !== undefined)
        log.info("SLACK_SIGNING_SECRET is not used: SLACK_APP_TOKEN selects Socket Mode");
    },
    async stop() {
      identity.stop();
      await work.drain(patience);
      await app.stop();
    },
  };
}

function secretOf({ signingSecret }: SlackSettings): string {
  if (signingSecret) return signingSecret;
  throw new Error(
    "Slack needs a signing secret, or an app token for Socket Mode: set SLACK_SIGNING_SECRET or SLACK_APP_TOKEN",
  );
}
