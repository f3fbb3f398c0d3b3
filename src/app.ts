/** The composition root: puts knowledge, bot, server and the configured platforms together. */
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { Bot } from "./bot/ask.ts";
import { type BotLog, type BotParts, type Clock, createBot } from "./bot/bot.ts";
import type { Channels } from "./bot/channels.ts";
import { withLimits } from "./bot/limits.ts";
import type { Platform } from "./bot/place.ts";
import type { State } from "./bot/state.ts";
import { watchBot } from "./bot/watch.ts";
import { keyOf } from "./charts/address.ts";
import { createPictures } from "./charts/pictures.ts";
import { commands } from "./commands/index.ts";
import { chartNamed } from "./commands/present/charts.ts";
import type { Config } from "./config.ts";
import { createTopics, type Topics } from "./conversation/topic.ts";
import { createKeeper, type Knowledge } from "./knowledge.ts";
import { botLog } from "./log.ts";
import { watchLateness } from "./server/lateness.ts";
import { createServer } from "./server/server.ts";
import { createTurns } from "./server/turns.ts";
import { standingOf } from "./standing.ts";
import { createTelemetry } from "./telemetry/telemetry.ts";

/** The catalog that comes with the program. */
export const ownCatalog = fileURLToPath(new URL("../data", import.meta.url));

export const systemClock: Clock = { now: () => new Date() };

export type BotOptions = {
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
    home: "home",
    topics,
    state,
    clock,
    log,
  });

export type App = {
  readonly bot: Bot;
  /** Where the server listens, such as `http://127.0.0.1:3978`. */
  readonly address: string;
  /** Whether the playground is served; `not-installed` where the packages that draw it are not there. */
  readonly playground: "on" | "off" | "not-installed";
  /** Reads the catalog again; a broken one leaves the last good one in force. */
  readonly reload: () => void;
  /** Answers what was accepted, then stops listening. */
  readonly stop: () => Promise<void>;
};

/**
 * As many connections may wait to be taken while an answer is worked out; Node's 511 would leave a rush to TCP, which
 * tries again after whole seconds.
 */
const backlog = 4_096;

const aboutOf = ({ catalog: { version, date } }: Knowledge, keeps: boolean) => ({
  catalog: { version, date },
  keeps,
  commands: commands
    .filter(({ hidden }) => !hidden)
    .map(({ name, summary, starter, stateful, examples }) => ({
      name,
      summary,
      starter,
      stateful,
      examples,
    })),
});

/** What a test may put in the place of Microsoft's servers; never read from the environment. */
export type Outside = { readonly teamsAuth?: import("./platforms/teams/adapter.ts").TeamsAuth };

/** Starts everything that is configured. A platform's SDK is loaded only when that platform is on. */
export async function startApp(
  config: Config,
  log: Logger,
  { clock = systemClock, outside = {} }: { clock?: Clock; outside?: Outside } = {},
): Promise<App> {
  const keeper = createKeeper({ folder: ownCatalog, overlay: config.overlay }, log);
  const { watch, ...telemetry } = await createTelemetry({ ...config, log });
  const watched = watch && { watch };
  const voices = new Map<Platform, Channels>();
  const said = {
    knowledge: keeper.current,
    clock,
    tracker: config.tracker,
    log: botLog(log),
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
  const seen = (it: Bot) => (watch ? watchBot(it, watch) : it);
  const bot = seen(unseen);
  const lateness = watchLateness();
  const turns = createTurns();
  const now = () => clock.now().getTime();
  const late = () => Math.max(lateness.current(), turns.waited());
  const limited = seen(withLimits(unseen, { limits: config.limits, now, late }));
  let stopping = false;
  const standing = standingOf({
    keeper,
    keeping,
    connections: () => ({ slack, teams }),
    isStopping: () => stopping,
    late,
    clock,
  });
  const server = createServer(log, { ...standing, turns });
  const pictures = createPictures({
    chartNamed: (id) => chartNamed(keeper.current().catalog, id),
    key: keyOf(config.pictures.secret),
    publicUrl: config.pictures.publicUrl,
    log,
  });
  pictures.serve(server);
  const slack =
    config.slack &&
    (await import("./platforms/slack/slack.ts")).connectSlack({
      bot: limited,
      log,
      config: { ...config.slack, previewDomains: config.previewDomains },
      server,
      vault: keeping?.vault,
      answered: keeping?.answered,
      pictures,
      ...watched,
    });
  if (slack) voices.set("slack", slack.channels);
  const teams =
    config.teams &&
    (await import("./platforms/teams/teams.ts")).connectTeams({
      bot: limited,
      log,
      config: config.teams,
      previewDomains: config.previewDomains,
      server,
      pictures,
      ...(outside.teamsAuth && { auth: outside.teamsAuth }),
      ...(keeping && { addresses: keeping.addresses }),
      ...watched,
    });
  if (teams) voices.set("teams", teams.channels);
  const playground =
    config.playground &&
    (await import("./platforms/playground/playground.ts")).connectPlayground({
      bot,
      log,
      server,
      about: () => aboutOf(keeper.current(), keeping !== undefined),
      pathOf: pictures.pathOf,
    });
  if (playground) voices.set("playground", playground.channels);
  await telemetry.start(server, standing.sources);
  const address = await server.listen({ host: config.host, port: config.port, backlog });
  const unfollow = keeper.follow();
  await slack?.start();
  void keeping?.start();
  return {
    bot,
    address,
    playground: playground ? "on" : config.playground ? "not-installed" : "off",
    reload: keeper.reload,
    async stop() {
      unfollow();
      lateness.stop();
      if (playground) playground.stop();
      stopping = true;
      // Whoever sends requests is given time to send them elsewhere; what comes until then is answered.
      if (config.drain > 0) await sleep(config.drain * 1_000);
      await Promise.all([server.close(), keeping?.pause()]);
      // Answers go on after their request was acknowledged; now no more begin.
      await Promise.all([slack?.stop(), teams?.stop()]);
      await pictures.close();
      await keeping?.stop();
      await telemetry.stop();
    },
  };
}
