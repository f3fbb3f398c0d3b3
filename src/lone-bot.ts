/** The bot without a server: for the terminal and for tests. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { type BotOptions, botOf, ownCatalog, systemClock } from "./app.ts";
import type { Bot } from "./bot/ask.ts";
import type { Config } from "./config.ts";
import { createKeeper } from "./knowledge.ts";

type LoneBotOptions = Omit<BotOptions, "knowledge"> & {
  readonly catalog?: string;
  readonly overlay?: string | undefined;
};

/**
 * Loads the catalog once and makes the bot that answers from it, without a server.
 * @throws {CatalogError} when the catalog has a mistake.
 */
export function createMeshBot({ catalog = ownCatalog, overlay, ...rest }: LoneBotOptions): Bot {
  const keeper = createKeeper({ folder: catalog, overlay }, { info: () => {}, error: () => {} });
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
  const keeper = createKeeper({ folder: catalog, overlay }, { info: () => {}, error: () => {} });
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
