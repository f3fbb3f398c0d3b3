/** Everything that runs where state is kept: the store, the memory of catalogs, and the delivery of digests. */
import type { Logger } from "pino";
import type { Clock } from "./bot/bot.ts";
import type { Channels } from "./bot/channels.ts";
import type { Platform } from "./bot/place.ts";
import type { State } from "./bot/state.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCatalogMemory } from "./digests/memory.ts";
import { openStore, type StoreConfig } from "./store/open.ts";

type Parts = {
  readonly config: StoreConfig;
  readonly admins: readonly string[];
  readonly current: () => Catalog;
  /** Filled as platforms connect. */
  readonly voices: ReadonlyMap<Platform, Channels>;
  readonly clock: Clock;
  readonly log: Logger;
};

export type Keeping = {
  readonly state: State;
  readonly start: () => Promise<void>;
  /** Ends deliveries under way and begins no more. */
  readonly pause: () => Promise<void>;
  /** Closes the store. */
  readonly stop: () => Promise<void>;
};

export function keepState({ config, admins, current, voices, clock, log }: Parts): Keeping {
  const store = openStore(config, {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
  });
  const memory = createCatalogMemory({ snapshots: store.snapshots, current, clock });
  return {
    state: {
      store,
      channels: (platform) => voices.get(platform),
      admins: new Set(admins),
      snapshot: async () => (await memory.keep()).id,
      catalogOf: memory.catalogOf,
    },
    start: store.start,
    pause: async () => {},
    stop: store.close,
  };
}
