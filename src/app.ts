/** The composition root: puts knowledge, bot, server and the configured platforms together. */
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { Bot } from "./bot/ask.ts";
import { type BotLog, type BotParts, type Clock, createBot } from "./bot/bot.ts";
import type { Channels } from "./bot/channels.ts";
import type { Platform } from "./bot/place.ts";
import type { State } from "./bot/state.ts";
import { watchBot } from "./bot/watch.ts";
import { commands } from "./commands/index.ts";
import type { Config } from "./config.ts";
import { createTopics, type Topics } from "./conversation/topic.ts";
import { createKeeper, type Knowledge } from "./knowledge.ts";
import { createServer } from "./server/server.ts";
import { standingOf } from "./standing.ts";
import { createTelemetry } from "./telemetry/telemetry.ts";

/** The catalog that comes with the program. */
export const ownCatalog = fileURLToPath(new URL("../data", import.meta.url));

export const systemClock: Clock = { now: () => new Date() };

type BotOptions = {
  readonly knowledge: () => Knowledge;
  readonly state?: State | undefined;
  readonly topics?: Topics | undefined;
  readonly clock?: Clock;
  readonly tracker?: string | undefined;
  readonly reportChannels?: BotParts["reportChannels"];
  readonly log: BotLog;
};

/** The bot over knowledge that is loaded already. */
export const botOf = ({
  knowledge,
  state,
  topics = createTopics(),
  clock = systemClock,
  tracker,
  reportChannels,
  log,
}: BotOptions): Bot =>
  createBot({
    knowledge,
    commands,
    ...(tracker !== undefined && { tracker }),
    ...(reportChannels && { reportChannels }),
    welcome: "start install",
    topics,
    state,
    clock,
    log,
  });

type LoneBotOptions = Omit<BotOptions, "knowledge"> & {
  readonly catalog?: string;
  readonly overlay?: string | undefined;
};

/**
 * Loads the catalog once and makes the bot that answers from it, without a server.
 * @throws {CatalogError} when the catalog has a mistake.
 */
export async function createMeshBot({
  catalog = ownCatalog,
  overlay,
  ...rest
}: LoneBotOptions): Promise<Bot> {
  const keeper = await createKeeper({ folder: catalog, overlay }, { info: () => {}, error: () => {} });
  return botOf({ knowledge: keeper.current, ...rest });
}

type KeepingBotOptions = LoneBotOptions & {
  readonly kept: NonNullable<Config["state"]>;
  readonly storeLog: Logger;
};

/** How long a lone bot waits for its store before it answers without, in milliseconds. */
const patience = 5_000;

/** The same with what was followed and decided; it delivers nothing. */
export async function createKeepingBot({
  catalog = ownCatalog,
  overlay,
  kept,
  storeLog,
  clock = systemClock,
  ...rest
}: KeepingBotOptions): Promise<{ readonly bot: Bot; readonly close: () => Promise<void> }> {
  const keeper = await createKeeper({ folder: catalog, overlay }, { info: () => {}, error: () => {} });
  const said = { knowledge: keeper.current, clock, ...rest };
  const { keepState } = await import("./state.ts");
  const keeping = keepState({
    config: kept,
    encryption: undefined,
    admins: [],
    current: () => keeper.current().catalog,
    knowing: botOf(said),
    voices: new Map(),
    clock,
    log: storeLog,
  });
  const opened = new AbortController();
  await Promise.race([
    keeping.open().then(() => opened.abort()),
    sleep(patience, undefined, { signal: opened.signal }).catch(() => {}),
  ]);
  return { bot: botOf({ ...said, state: keeping.state }), close: keeping.stop };
}

export type App = {
  readonly bot: Bot;
  /** Where the server listens, such as `http://127.0.0.1:3978`. */
  readonly address: string;
  /** Reads the catalog again; a broken one leaves the last good one in force. */
  readonly reload: () => Promise<void>;
  /** Answers what was accepted, then stops listening. */
  readonly stop: () => Promise<void>;
};

/** What a test may put in the place of Microsoft's servers; never read from the environment. */
export type Outside = { readonly teamsAuth?: import("./platforms/teams/adapter.ts").TeamsAuth };

/** Starts everything that is configured. A platform's SDK is loaded only when that platform is on. */
export async function startApp(
  config: Config,
  log: Logger,
  { clock = systemClock, outside = {} }: { clock?: Clock; outside?: Outside } = {},
): Promise<App> {
  const keeper = await createKeeper(
    { folder: ownCatalog, overlay: config.overlay },
    {
      info: (fields, message) => log.info(fields, message),
      error: (fields, message) => log.error(fields, message),
    },
  );
  const { watch, ...telemetry } = await createTelemetry({ ...config, log });
  const watched = watch && { watch };
  const voices = new Map<Platform, Channels>();
  const said = {
    knowledge: keeper.current,
    clock,
    tracker: config.tracker,
    log: {
      info: (line: object) => log.info(line),
      error: (line: object) => log.error(line),
    },
  };
  const keeping =
    config.state &&
    (await import("./state.ts")).keepState({
      config: config.state,
      encryption: config.encryption,
      admins: config.admins,
      current: () => keeper.current().catalog,
      knowing: botOf(said),
      voices,
      clock,
      log,
      ...watched,
    });
  if (keeping) keeper.onChange(keeping.catalogChanged);
  const unseen = botOf({
    ...said,
    state: keeping?.state,
    topics: keeping?.topics,
    reportChannels: new Set(config.slack?.reportChannel === undefined ? [] : ["slack"]),
  });
  const bot = watch ? watchBot(unseen, watch) : unseen;
  let stopping = false;
  const standing = standingOf({
    keeper,
    keeping,
    connections: () => ({ slack, teams }),
    isStopping: () => stopping,
    clock,
  });
  const server = createServer(log, standing);
  const slack =
    config.slack &&
    (await import("./platforms/slack/slack.ts")).connectSlack({
      bot,
      log,
      config: config.slack,
      server,
      vault: keeping?.vault,
      answered: keeping?.answered,
      ...watched,
    });
  if (slack) voices.set("slack", slack.channels);
  const teams =
    config.teams &&
    (await import("./platforms/teams/teams.ts")).connectTeams({
      bot,
      log,
      config: config.teams,
      server,
      ...(outside.teamsAuth && { auth: outside.teamsAuth }),
      ...(keeping && { addresses: keeping.addresses }),
      ...watched,
    });
  if (teams) voices.set("teams", teams.channels);
  await telemetry.start(server, standing.sources);
  const address = await server.listen({ host: config.host, port: config.port });
  const unfollow = keeper.follow();
  await slack?.start();
  void keeping?.start();
  return {
    bot,
    address,
    reload: keeper.reload,
    async stop() {
      unfollow();
      stopping = true;
      // Whoever sends requests is given time to send them elsewhere; what comes until then is answered.
      if (config.drain > 0) await sleep(config.drain * 1_000);
      await Promise.all([server.close(), keeping?.pause()]);
      // Answers go on after their request was acknowledged; now no more begin.
      await Promise.all([slack?.stop(), teams?.stop()]);
      await keeping?.stop();
      await telemetry.stop();
    },
  };
}
