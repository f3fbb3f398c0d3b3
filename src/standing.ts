/** How the program stands right now: its platforms, its store and its catalog. */
import type { Clock } from "./bot/bot.ts";
import type { Health } from "./bot/health.ts";
import type { Keeper } from "./knowledge.ts";
import { type Readiness, readinessOf, seldom } from "./server/readiness.ts";
import type { Keeping } from "./state.ts";
import type { Sources } from "./telemetry/metrics.ts";

type Connected = { readonly health: () => Health } | undefined;

type Parts = {
  readonly keeper: Keeper;
  readonly keeping: Keeping | undefined;
  /** By name; asked anew each time, as they connect one after another. */
  readonly connections: () => Readonly<Record<string, Connected>>;
  readonly isStopping: () => boolean;
  readonly late: () => number;
  readonly clock: Clock;
};

export type Standing = {
  readonly readiness: () => Promise<Readiness>;
  readonly isStopping: () => boolean;
  readonly sources: Sources;
};

const day = 24 * 60 * 60 * 1000;

export function standingOf({ keeper, keeping, connections, isStopping, late, clock }: Parts): Standing {
  const catalog = () => {
    const { version, date } = keeper.current().catalog;
    const problem = keeper.problem();
    const ageDays = Math.floor((clock.now().getTime() - Date.parse(date)) / day);
    return { version, date, ageDays, ...(problem !== undefined && { problem }) };
  };
  const platforms = () =>
    Object.fromEntries(
      Object.entries(connections()).flatMap(([name, it]) => (it ? [[name, it.health()] as const] : [])),
    );
  const store = keeping && seldom(keeping.health, 1_000, () => performance.now());
  return {
    readiness: async () =>
      readinessOf({
        stopping: isStopping(),
        platforms: platforms(),
        store: (await store?.()) ?? { state: "off" },
        catalog: catalog(),
      }),
    isStopping,
    sources: { catalog, platforms, late, store, queue: keeping?.queue },
  };
}
