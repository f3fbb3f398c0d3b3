/** Catalogs remembered in the store: the one in force, and those that readers were told of. */

import { LRUCache } from "lru-cache";
import type { Clock } from "../bot/bot.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { catalogFrom, type Snapshot, snapshotOf } from "../catalog/snapshot.ts";
import type { Snapshots } from "../store/store.ts";

/** How many old catalogs are held unpacked. */
const heldAtOnce = 8;

export type CatalogMemory = {
  /** Keeps the catalog in force and returns its id; `isNew` where no process kept it before. */
  readonly keep: () => Promise<{ readonly id: string; readonly isNew: boolean }>;
  readonly catalogOf: (id: string) => Promise<Catalog | undefined>;
};

type Parts = {
  readonly snapshots: Snapshots;
  readonly current: () => Catalog;
  readonly clock: Clock;
};

export function createCatalogMemory({ snapshots, current, clock }: Parts): CatalogMemory {
  let taken: { readonly of: Catalog; readonly snapshot: Snapshot; kept: boolean } | undefined;
  const held = new LRUCache<string, Catalog>({ max: heldAtOnce });

  return {
    async keep() {
      const catalog = current();
      if (taken?.of !== catalog) taken = { of: catalog, snapshot: snapshotOf(catalog), kept: false };
      const { snapshot, kept } = taken;
      if (kept) return { id: snapshot.id, isNew: false };
      const isNew = await snapshots.keep(snapshot.id, snapshot.text, clock.now().getTime());
      taken.kept = true;
      return { id: snapshot.id, isNew };
    },

    async catalogOf(id) {
      if (taken?.snapshot.id === id) return taken.of;
      const known = held.get(id);
      if (known) return known;
      const text = await snapshots.read(id);
      if (text === undefined) return undefined;
      const catalog = catalogFrom(text);
      held.set(id, catalog);
      return catalog;
    },
  };
}
