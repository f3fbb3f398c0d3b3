/** Everything that runs where state is kept: the store, the memory of catalogs, and the delivery of digests. */
import type { Logger } from "pino";
import type { Bot, Json } from "./bot/ask.ts";
import type { Clock } from "./bot/bot.ts";
import type { Channels } from "./bot/channels.ts";
import type { Health } from "./bot/health.ts";
import type { From, Place, Platform } from "./bot/place.ts";
import type { State } from "./bot/state.ts";
import { unwatched, type Watch } from "./bot/watch.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createSharedTopics } from "./conversation/shared.ts";
import type { Topics } from "./conversation/topic.ts";
import { createComposer } from "./digests/compose.ts";
import { createCatalogMemory } from "./digests/memory.ts";
import { createWorker, type Worker } from "./digests/worker.ts";
import { createSealer, type Keys } from "./secrets/seal.ts";
import { createVault, type Vault } from "./secrets/vault.ts";
import { prompt } from "./store/deadline.ts";
import { openStore, type StoreConfig } from "./store/open.ts";
import { type Answered, type Installations, StoreUnavailable } from "./store/store.ts";

type Parts = {
  readonly config: StoreConfig;
  /** Encrypts the tokens of Slack workspaces, where many install the bot. */
  readonly encryption?: Keys | undefined;
  readonly admins: readonly string[];
  readonly current: () => Catalog;
  /** Answers from knowledge alone. */
  readonly knowing: Bot;
  /** Filled as platforms connect. */
  readonly voices: ReadonlyMap<Platform, Channels>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Watches the delivery of digests. */
  readonly watch?: Watch;
};

export type Keeping = {
  readonly state: State;
  /** How platforms reach places again. */
  readonly addresses: {
    readonly remember: (place: Place, address: Json) => Promise<void>;
    readonly address: (place: Place) => Promise<Json | undefined>;
    readonly forget: (place: Place) => Promise<void>;
  };
  /** What answers may wait for a moment: its methods reject soon where the store is slow or away. */
  readonly topics: Topics;
  readonly answered: Answered;
  readonly vault: Vault | undefined;
  readonly worker: Worker;
  /** Whether the store answers, and soon. */
  readonly health: () => Promise<Health>;
  /** The digests that are due and wait, and since when the oldest of them does. */
  readonly queue: () => Promise<{ readonly due: number; readonly lateSeconds: number }>;
  /** Opens the store. */
  readonly open: () => Promise<void>;
  /** Opens the store, then delivers what is due until it is paused. */
  readonly start: () => Promise<void>;
  /** The catalog in force may be another one now. */
  readonly catalogChanged: () => void;
  /** Resolves once a change of the catalog was dealt with. */
  readonly settled: () => Promise<void>;
  /** Ends deliveries under way and begins no more. */
  readonly pause: () => Promise<void>;
  /** Closes the store. */
  readonly stop: () => Promise<void>;
};

/** How often what has outlived its time is deleted, in milliseconds. */
const sweepEvery = 60 * 60 * 1000;

/** How long the store may take to say that it is there, in milliseconds. */
const sign = 1_000;

/** Where the bot asks itself: nobody hears it. */
const itself: From = {
  place: { platform: "terminal", tenant: "local", channel: "digests", kind: "direct" },
  person: { id: "itself" },
  heardBy: "asker",
};

export function keepState({
  config,
  encryption,
  admins,
  current,
  knowing,
  voices,
  clock,
  log,
  watch = unwatched,
}: Parts): Keeping {
  const store = openStore(config, log);
  const vault = encryption && vaultOf(store.installations, encryption, clock, log);
  const memory = createCatalogMemory({ snapshots: store.snapshots, current, clock });
  const snapshot = async () => (await memory.keep()).id;
  const answer: State["answer"] = (text, from) =>
    knowing.reply({ platform: from.place.platform, via: "digest", text, conversation: "digest", from });
  const compose = createComposer({
    current,
    catalogOf: memory.catalogOf,
    elsewhere: async ({ id, place }) =>
      (await store.follows.of(place)).filter((it) => it.id !== id && !it.paused).flatMap((it) => it.subjects),
    decision: ({ place }, number) => store.decisions.get(place.tenant, place.platform, number),
    summary: async (mesh) => (await answer(`show ${mesh}`, itself)).card,
  });
  const worker = createWorker({ store, voices, compose, snapshot, clock, log, watch });

  /** Whoever first sees a new catalog wakes those who want to hear of it at once. */
  async function tellOfChanges(): Promise<void> {
    try {
      const { isNew } = await memory.keep();
      if (isNew) await store.follows.wake(clock.now().getTime());
      worker.wake();
    } catch (err) {
      const why = err instanceof StoreUnavailable ? { reason: err.message } : { err };
      log.warn(why, "the new catalog could not be kept; follows hear of it when they are next due");
    }
  }

  const sometime = prompt(
    { ping: store.ping, waiting: store.digests.waiting, nextDue: store.digests.nextDue },
    sign,
  );
  async function health(): Promise<Health> {
    try {
      await sometime.ping();
      return { state: "ready" };
    } catch (error) {
      if (!(error instanceof StoreUnavailable))
        log.warn({ err: error }, "the store could not be asked how it is");
      return { state: "down", why: error instanceof StoreUnavailable ? error.message : "it failed" };
    }
  }

  async function queue() {
    const now = clock.now().getTime();
    const [due, next] = await Promise.all([sometime.waiting(now), sometime.nextDue([...voices.keys()])]);
    return { due, lateSeconds: Math.max(0, now - (next ?? now)) / 1_000 };
  }

  let telling = Promise.resolve();
  const catalogChanged = () => (telling = telling.then(tellOfChanges));

  const sweeping = setInterval(() => {
    void snapshot()
      .then((inUse) => store.sweep(clock.now().getTime(), inUse))
      .catch((err: unknown) => log.warn({ err }, "old state could not be deleted"));
  }, sweepEvery).unref();

  return {
    state: {
      store,
      channels: (platform) => voices.get(platform),
      admins: new Set(admins),
      snapshot,
      catalogOf: memory.catalogOf,
      answer,
      preview: async (follow, now) => (await compose(follow, now))?.card,
    },
    topics: createSharedTopics(prompt(store.topics)),
    answered: prompt(store.answered),
    vault,
    worker,
    health,
    queue,
    open: async () => {
      await store.start();
      await vault?.renew();
      await catalogChanged();
    },
    async start() {
      await this.open();
      worker.start();
    },
    catalogChanged: () => void catalogChanged(),
    settled: () => telling,
    pause: worker.stop,
    async stop() {
      clearInterval(sweeping);
      await store.close();
    },
    addresses: {
      remember: (place, address) => store.places.remember(place, address, clock.now().getTime()),
      address: store.places.address,
      forget: store.places.forget,
    },
  };
}

/** Only reading has a deadline: an installation is kept however long that takes. */
function vaultOf(installations: Installations, keys: Keys, clock: Clock, log: Logger): Vault {
  return createVault({
    installations: { ...installations, get: prompt(installations).get },
    sealer: createSealer(keys),
    platform: "slack",
    now: () => clock.now().getTime(),
    log,
  });
}
