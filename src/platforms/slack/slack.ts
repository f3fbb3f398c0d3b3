/** Connects the bot to Slack, to one workspace or many, over HTTP or Socket Mode. */
import { App } from "@slack/bolt";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Bot } from "../../bot/ask.ts";
import type { Channels } from "../../bot/channels.ts";
import type { Health } from "../../bot/health.ts";
import { unwatched, type Watch } from "../../bot/watch.ts";
import type { Pictures } from "../../card/picture.ts";
import { rememberDeliveries } from "./hearing/delivered.ts";
import { type Answered, createElsewhere } from "./hearing/elsewhere.ts";
import { createHome } from "./hearing/home.ts";
import { rememberLately } from "./hearing/lately.ts";
import { listen } from "./hearing/listeners.ts";
import { createPreviews } from "./hearing/previews.ts";
import { createReceiver } from "./hearing/receiver.ts";
import { createShortcuts } from "./hearing/shortcuts.ts";
import { createSocket, isSocketOpen } from "./hearing/socket.ts";
import { listenBesides } from "./hearing/surfaces.ts";
import { createWelcomes } from "./hearing/welcome.ts";
import { trackWork } from "./hearing/work.ts";
import type { Distribution } from "./installing/install.ts";
import type { Vault } from "./installing/workspaces.ts";
import { manyWorkspaces, oneWorkspace } from "./speaking/access.ts";
import { forwardTo } from "./speaking/answer.ts";
import { createChannels } from "./speaking/channels.ts";
import { detailsOf, reasonOf } from "./speaking/reason.ts";
import { sdkLog } from "./speaking/sdk-log.ts";
import { watchedFetch } from "./speaking/watch.ts";

export type SlackSettings = {
  /** Checks HTTP deliveries; unused in Socket Mode. */
  readonly signingSecret?: string;
  /** Its presence selects Socket Mode. */
  readonly appToken?: string;
  readonly botId?: string;
  readonly botUserId?: string;
  /** Where reports of wrong facts are posted. */
  readonly reportChannel?: string;
  readonly apiUrl?: string;
  /** The app has an agent's pane: answers to direct messages go into threads. */
  readonly agentView?: boolean;
  /** The domains whose links get a preview. */
  readonly previewDomains?: readonly string[];
  /** Charts are drawn by Slack itself. */
  readonly charts?: "native";
} & (
  | { readonly botToken: string; readonly distribution?: never }
  /** Many workspaces install the bot; each has a token of its own. */
  | { readonly botToken?: never; readonly distribution: Distribution }
);

type Parts = {
  readonly bot: Bot;
  readonly log: Logger;
  readonly config: SlackSettings;
  readonly server: FastifyInstance;
  /** Where the tokens of many workspaces are kept. */
  readonly vault?: Vault | undefined;
  /** What processes that share a store have answered; undefined where this one stands alone. */
  readonly answered?: Answered | undefined;
  readonly pictures?: Pictures;
  readonly watch?: Watch;
};

export type Connection = {
  readonly channels: Channels;
  readonly health: () => Health;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The code of Bolt's error where a delivery could not be given a token. */
const notAuthorized = "slack_bolt_authorization_error";

/** For how long a thread counts as answered in, and a preview as shown, in milliseconds. */
const [answeredFor, shownFor] = [24 * 60 * 60_000, 30 * 60_000];

/** Call it before the server listens: in HTTP mode it adds a route. */
export function connectSlack({
  bot,
  log,
  config,
  server,
  vault,
  answered,
  pictures,
  watch,
}: Parts): Connection {
  const { appToken, botId, botUserId, apiUrl } = config;
  const charts = { native: config.charts === "native", ...(pictures && { urlOf: pictures.urlOf }) };
  const logger = sdkLog(log);
  const watched = watch && { fetch: watchedFetch(watch) };
  const clientOptions = {
    logger,
    timeout: 5_000,
    retryConfig: { retries: 2, minTimeout: 300, maxTimeout: 1_000 },
    ...watched,
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  };
  const socket =
    appToken === undefined
      ? undefined
      : createSocket({ appToken, logger, installerOptions: { clientOptions }, log });
  const isOpen = socket ? isSocketOpen(socket) : () => true;
  const receiver = socket ?? createReceiver({ server, secret: secretOf(config), log });
  const identity = { ...(botId !== undefined && { botId }), ...(botUserId !== undefined && { botUserId }) };
  const access =
    config.distribution === undefined
      ? oneWorkspace({ botToken: config.botToken, identity, clientOptions, log })
      : manyWorkspaces({ distribution: config.distribution, vault, server, clientOptions, logger, log });
  const stopping = new AbortController();
  const work = trackWork();
  const app = new App({
    receiver,
    authorize: access.authorize,
    convoStore: false,
    clientOptions,
    logger,
  });
  const request = { kind: "request", platform: "slack" } as const;
  app.use(({ next }) => work.track((watch ?? unwatched)(request, next, () => ({ outcome: "ok" }))));
  access.attach(app);
  app.error(async (error) => {
    log.error(detailsOf(error), "a Slack message was not answered");
    // Bolt would acknowledge it all the same; refused, Slack delivers it again.
    if (error.code === notAuthorized) throw new Error(reasonOf(error));
  });
  const forward = forwardTo(config.reportChannel, log);
  const home = createHome({ bot, log, forward });
  const threads = rememberLately(answeredFor);
  const { previewDomains: domains = [], agentView = false } = config;
  listen(app, {
    bot,
    log,
    deliveries: rememberDeliveries({
      elsewhere: answered && createElsewhere({ answered, log, stopping: stopping.signal }),
    }),
    welcomes: createWelcomes(log),
    home,
    threads,
    forward,
    agentView,
    charts,
    draw: pictures?.draw,
  });
  listenBesides(app, {
    bot,
    home,
    shortcuts: createShortcuts({ bot, log, forward }),
    previews: createPreviews({ bot, log, domains, threads, shown: rememberLately(shownFor) }),
  });

  return {
    channels: createChannels({ tokenFor: access.tokenFor, log, sdkLog: logger, apiUrl, charts, ...watched }),
    health() {
      if (!isOpen()) return { state: "down", why: "no Socket Mode connection" };
      if (!access.isIdentified()) return { state: "degraded", why: "Slack has not said who the bot is" };
      return { state: "ready" };
    },
    async start() {
      access.start();
      // Socket Mode connects in the background, so that Slack being away does not keep others from being served.
      if (appToken !== undefined) void app.start();
      if (appToken !== undefined && config.signingSecret !== undefined)
        log.info("SLACK_SIGNING_SECRET is not used: SLACK_APP_TOKEN selects Socket Mode");
    },
    async stop() {
      access.stop();
      stopping.abort();
      await work.drain();
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
