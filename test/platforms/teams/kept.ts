/** A real store in a folder of its own, and the part of it that Teams writes addresses to. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Place } from "../../../src/bot/place.ts";
import type { Addresses } from "../../../src/platforms/teams/book.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { tenantId } from "../../fakes/bot-framework.ts";

export type Kept = {
  readonly store: Store;
  readonly addresses: Addresses;
  /** How often an address was written. */
  readonly writes: () => number;
  readonly stop: () => Promise<void>;
};

export async function keepAddresses(): Promise<Kept> {
  const folder = await mkdtemp(join(tmpdir(), "mesh-advisor-"));
  const store = openStore({ folder }, { info: () => {}, warn: () => {} });
  await store.start();
  let writes = 0;
  return {
    store,
    addresses: {
      remember(place, address) {
        writes++;
        return store.places.remember(place, address, Date.now());
      },
      address: store.places.address,
      forget: store.places.forget,
    },
    writes: () => writes,
    async stop() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

const place = (channel: string, kind: Place["kind"]): Place => ({
  platform: "teams",
  tenant: tenantId,
  channel,
  kind,
});

export const general = place("19:team@thread.tacv2", "channel");
export const group = place("19:group@thread.v2", "group");
export const personal = place("a:personal", "direct");
/** Ann's chat by who she is. */
export const ann = place("person:f0f0", "direct");
