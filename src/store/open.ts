/** Opens the store that is configured. */
import { sql } from "kysely";
import { createAnswered } from "./answered.ts";
import { type Opening, openDatabase } from "./database.ts";
import { createDecisions } from "./decisions.ts";
import { createDigests } from "./digests.ts";
import { reasonOf } from "./failures.ts";
import { createFollows } from "./follows.ts";
import { guarded } from "./guard.ts";
import { createInstallations } from "./installations.ts";
import { forgetPerson, sweep } from "./keeping.ts";
import { createPlaces } from "./places.ts";
import { postgres } from "./postgres.ts";
import { createSnapshots } from "./snapshots.ts";
import { sqlite } from "./sqlite.ts";
import type { Store } from "./store.ts";
import { createStoredTopics } from "./topics.ts";

/** A folder for SQLite, or the address of a PostgreSQL database. */
export type StoreConfig = { readonly folder: string } | { readonly address: string };

type StoreLog = Parameters<typeof openDatabase>[0]["log"];

/** The open database behind a store, for backup and restore; `patience` is for long statements, in milliseconds. */
export function openConfigured(config: StoreConfig, log: StoreLog, patience?: number): Opening {
  if ("folder" in config) return openDatabase({ dialect: sqlite(config.folder), kind: "sqlite", log });
  const lost = (error: Error) =>
    log.warn({ store: "postgres", reason: reasonOf(error) }, "a connection to the database was lost");
  return openDatabase({ dialect: postgres(config.address, lost, patience), kind: "postgres", log });
}

export type OpenStore = Store & {
  /** Opens it; resolves once it may be used. */
  readonly start: () => Promise<void>;
};

/** Until it is started and ready, every call is refused with StoreUnavailable. */
export function openStore(config: StoreConfig, log: StoreLog): OpenStore {
  const opening = openConfigured(config, log);
  const { database, start, close } = opening;
  const own = guarded(opening, {
    forget: (...[person, platform, tenant]: Parameters<Store["forget"]>) =>
      forgetPerson(database, person, platform, tenant),
    sweep: (now: number, inUse: string) => sweep(database, now, inUse),
    async ping() {
      await sql`select 1`.execute(database);
    },
  });
  return {
    follows: guarded(opening, createFollows(database)),
    digests: guarded(opening, createDigests(opening)),
    places: guarded(opening, createPlaces(database)),
    decisions: guarded(opening, createDecisions(database)),
    snapshots: guarded(opening, createSnapshots(database)),
    installations: guarded(opening, createInstallations(database)),
    answered: guarded(opening, createAnswered(database)),
    topics: guarded(opening, createStoredTopics(database)),
    ...own,
    start,
    close,
  };
}
