/** The composition root: puts catalog, advisor, bot, server and the configured platforms together. */
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { createAdvisor } from "./advisor/advisor.ts";
import { loadRequirements } from "./advisor/load.ts";
import type { Bot } from "./bot/ask.ts";
import { type BotLog, type Clock, createBot } from "./bot/bot.ts";
import { createFinder } from "./catalog/find.ts";
import { loadCatalog } from "./catalog/load.ts";
import { commands } from "./commands/index.ts";
import type { Config } from "./config.ts";
import { createTopics } from "./conversation/topic.ts";
import { createServer } from "./server/server.ts";

/** The catalog that comes with the program. */
export const ownCatalog = fileURLToPath(new URL("../data", import.meta.url));

export const systemClock: Clock = { now: () => new Date() };

type BotOptions = {
  readonly catalog?: string;
  readonly clock?: Clock;
  readonly tracker?: string;
  readonly log: BotLog;
};

/**
 * Loads the catalog and makes the bot that answers from it.
 * @throws {CatalogError} when the catalog has a mistake.
 */
export async function createMeshBot({
  catalog: folder = ownCatalog,
  clock = systemClock,
  tracker,
  log,
}: BotOptions): Promise<Bot> {
  const catalog = await loadCatalog(folder);
  const advisor = createAdvisor(await loadRequirements(folder, catalog), catalog);
  const knowledge = { catalog, find: createFinder(catalog), advisor };
  return createBot({
    knowledge: () => knowledge,
    commands,
    ...(tracker !== undefined && { tracker }),
    welcome: "start install",
    topics: createTopics(),
    clock,
    log,
  });
}

export type App = {
  readonly bot: Bot;
  /** Where the server listens, such as `http://127.0.0.1:3978`. */
  readonly address: string;
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
  const bot = await createMeshBot({
    clock,
    ...(config.tracker !== undefined && { tracker: config.tracker }),
    log: { info: (line) => log.info(line), error: (line) => log.error(line) },
  });
  const server = createServer(log);
  const slack =
    config.slack &&
    (await import("./platforms/slack/slack.ts")).connectSlack({ bot, log, config: config.slack, server });
  const teams =
    config.teams &&
    (await import("./platforms/teams/teams.ts")).connectTeams({
      bot,
      log,
      config: config.teams,
      server,
      ...(outside.teamsAuth && { auth: outside.teamsAuth }),
    });
  const address = await server.listen({ host: config.host, port: config.port });
  await slack?.start();
  return {
    bot,
    address,
    async stop() {
      await Promise.all([slack?.stop(), teams?.stop()]);
      await server.close();
    },
  };
}
