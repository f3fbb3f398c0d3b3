/** What the store's contract stands on: an empty database that several stores may be opened on. */
import { onTestFinished } from "vitest";
import type { Platform } from "../../src/bot/place.ts";
import { type OpenStore, openStore, type StoreConfig } from "../../src/store/open.ts";
import type { Claim } from "../../src/store/store.ts";
import { minute, noon } from "./given.ts";

export type Ground = {
  readonly config: StoreConfig;
  /** Speaks SQL to the database directly. */
  readonly sql: (text: string) => Promise<readonly Record<string, unknown>[]>;
};

export type Grounds = () => Promise<Ground>;

export type Line = { readonly level: "info" | "warn"; readonly fields: object; readonly message: string };

/** A store of its own, as another process would have; closed when the test ends. */
export async function open({ config }: Pick<Ground, "config">, lines: Line[] = []): Promise<OpenStore> {
  const store = unstarted(config, lines);
  await store.start();
  return store;
}

export function unstarted(config: StoreConfig, lines: Line[] = []): OpenStore {
  const store = openStore(config, {
    info: (fields, message) => lines.push({ level: "info", fields, message }),
    warn: (fields, message) => lines.push({ level: "warn", fields, message }),
  });
  onTestFinished(() => store.close());
  return store;
}

const everywhere: readonly Platform[] = ["slack", "teams", "terminal", "playground"];

export const claimIn = (store: OpenStore, now = noon, limit = 20): Promise<readonly Claim[]> =>
  store.digests.claim(now, minute, limit, everywhere);

/** Claims the one follow that is due. */
export async function claimOne(store: OpenStore, now = noon): Promise<Claim> {
  const [claim, ...more] = await claimIn(store, now);
  if (!claim || more.length > 0) throw new Error(`${claim ? more.length + 1 : 0} follows were due`);
  return claim;
}
