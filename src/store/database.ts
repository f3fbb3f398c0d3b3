/** An open database: its tables made and brought up to date in the background, its failures told apart from bugs. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Dialect, Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { migrations } from "./migrations.ts";
import { StoreUnavailable } from "./store.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

export type Opening = {
  readonly database: Database;
  /** Which SQL it speaks; both take the same statements but for locks. */
  readonly kind: "sqlite" | "postgres";
  /** Brings the tables up to date, trying until that works or it is closed; never rejects. */
  readonly start: () => Promise<void>;
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

  async function prepare(): Promise<void> {
    for (let failures = 0; !closing.signal.aborted; failures++) {
      try {
        await migrate(database, steps);
        isReady = true;
        return log.info({ store: kind }, "the store is ready");
      } catch (error) {
        log.warn({ store: kind, reason: reasonOf(error) }, "the store cannot be used yet; trying again");
        await sleep(Math.min(250 * 2 ** failures, longestPause), undefined, {
          signal: closing.signal,
          ref: false,
        }).catch(() => {});
      }
    }
  }
  let preparing: Promise<void> | undefined;

  return {
    database,
    kind,
    start: () => (preparing ??= prepare()),
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

/** The code of a database's error, which quotes no data. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(", ");
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : undefined;
  const number = "errcode" in error ? ` ${String(error.errcode)}` : "";
  return code === undefined ? error.message : `${code}${number}`;
}

/** Connection lost or refused, shutting down, too many, out of room, read-only, timed out. */
const outages =
  /^(?:08\w{3}|53\w{3}|57\w{3}|58\w{3}|25006|40\w{3}|55P03|3D000|28\w{3}|E[A-Z_]+|ERR_SQLITE_ERROR)$/u;
const lost = /connection|terminated|timeout|not queryable|driver has already been destroyed/iu;

/** Whether an error says that the database is out of reach or out of room, and not that a statement is wrong. */
export function isOutage(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  if (!(error instanceof Error)) return false;
  if (!("code" in error) || typeof error.code !== "string") return lost.test(error.message);
  if (error.code === "ERR_SQLITE_ERROR") return !sqliteBug.has(primary(error));
  return outages.test(error.code);
}

/** SQLite's own codes of misuse and broken constraints: SQLITE_ERROR, CONSTRAINT, MISMATCH, MISUSE, RANGE. */
const sqliteBug = new Set([1, 19, 20, 21, 25]);
const primary = (error: Error): number =>
  "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : 0;

/** Every method of a part of the store, refusing at once while the database is not ready. */
export function guarded<Part extends object>(opening: Opening, part: Part): Part {
  return new Proxy(part, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== "function") return method;
      return async (...given: unknown[]) => {
        if (!opening.isReady()) throw new StoreUnavailable("the database is not ready");
        try {
          return await method(...given);
        } catch (error) {
          throw isOutage(error) ? new StoreUnavailable(reasonOf(error)) : error;
        }
      };
    },
  });
}
