/** An open database, its tables made and brought up to date in the background. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Dialect, Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { reasonOf } from "./failures.ts";
import { migrations } from "./migrations.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

export type Opening = {
  readonly database: Database;
  /** Which SQL it speaks; both take the same statements but for locks. */
  readonly kind: "sqlite" | "postgres";
  /** Brings the tables up to date, trying until that works or it is closed; never rejects. */
  readonly start: () => Promise<void>;
  /** Brings the tables up to date now, or rejects. */
  readonly migrate: () => Promise<void>;
  readonly isReady: () => boolean;
  readonly close: () => Promise<void>;
};

type StoreLog = {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
};

type Parts = {
  readonly dialect: Dialect;
  readonly kind: Opening["kind"];
  readonly log: StoreLog;
  readonly steps?: Readonly<Record<string, Migration>>;
};

const longestPause = 30_000;

/** Nothing is opened before `start`, and nobody has to wait for that. */
export function openDatabase({ dialect, kind, log, steps = migrations }: Parts): Opening {
  const database = new Kysely<Tables>({ dialect });
  const closing = new AbortController();
  let isReady = false;

  async function migrateOnce(): Promise<void> {
    await migrate(database, steps);
    isReady = true;
  }

  async function prepare(): Promise<void> {
    for (let failures = 0; !closing.signal.aborted; failures++) {
      try {
        await migrateOnce();
        return log.info({ store: kind }, "the store is ready");
      } catch (error) {
        log.warn({ store: kind, reason: reasonOf(error) }, "the store cannot be used yet; trying again");
        await sleep(Math.min(250 * 2 ** failures, longestPause), undefined, {
          signal: closing.signal,
        }).catch(() => {});
      }
    }
  }
  let preparing: Promise<void> | undefined;

  return {
    database,
    kind,
    start: () => (preparing ??= prepare()),
    migrate: migrateOnce,
    isReady: () => isReady,
    async close() {
      closing.abort();
      await preparing;
      await database.destroy();
    },
  };
}

/** Runs what is missing under the database's lock. Steps of a newer program are left alone: they only add. */
async function migrate(database: Database, steps: Readonly<Record<string, Migration>>): Promise<void> {
  const done = await namesDone(database);
  const later = done.filter((name) => steps[name] === undefined);
  if (later.length > 0 && Object.keys(steps).every((name) => done.includes(name))) return;
  const { error } = await new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...steps }) },
  }).migrateToLatest();
  if (error) throw error;
}

/** The names of the steps a database has behind it; none where it is new. */
export async function namesDone(database: Database): Promise<readonly string[]> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === "kysely_migration")) return [];
  const rows = await database
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .execute();
  return rows.map(({ name }) => name);
}
