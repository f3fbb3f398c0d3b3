/** SQLite in a file of the state folder: write-ahead log, every commit that matters on disk before it counts. */
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { type Dialect, SqliteAdapter, type SqliteDatabase, SqliteDialect } from "kysely";
import { isPassing } from "./passing.ts";

/** How long the process stands still for another's write, in milliseconds; longer waits are the guard's. */
const patience = 20;

export const fileIn = (folder: string): string => join(folder, "mesh-advisor.sqlite");

export function sqlite(folder: string): Dialect {
  const dialect = new SqliteDialect({ database: async () => openFile(folder) });
  return {
    createDriver: () => dialect.createDriver(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createAdapter: () => new TransactionalAdapter(),
  };
}

/** SQLite makes tables within transactions, so a migration that is cut short leaves nothing behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function openFile(folder: string): SqliteDatabase {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Made before SQLite would make it for everybody to read; its companions take after it.
  closeSync(openSync(fileIn(folder), "a", 0o600));
  const file = new DatabaseSync(fileIn(folder), { timeout: patience });
  try {
    file.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
  } catch (error) {
    file.close();
    throw error;
  }
  // To wait for the disk with every answer would hold up everybody. With the machine's power goes at most what a thread
  // was about, or that a delivery was answered; a process that dies loses nothing.
  const hastily = <T>(write: () => T): T => {
    file.exec("pragma synchronous = normal");
    try {
      return write();
    } finally {
      file.exec("pragma synchronous = full");
    }
  };
  return {
    close: () => file.close(),
    prepare(sql) {
      // A full disk ends a transaction by itself; Kysely's own end would then hide the reason.
      if (sql === "rollback" && !file.isTransaction) return nothing;
      const statement = file.prepare(sql);
      // Everything bound is text, a number or null: the tables have no other columns.
      const bound = (values: readonly unknown[]) => values as SQLInputValue[];
      const carefully = <T>(write: () => T): T => write();
      // Within a transaction the last word is the commit's.
      const doing = isPassing(sql) && !file.isTransaction ? hastily : carefully;
      return {
        reader: statement.columns().length > 0,
        all: (values) => doing(() => statement.all(...bound(values))),
        run: (values) => doing(() => statement.run(...bound(values))),
        iterate: (values) => statement.iterate(...bound(values)),
      };
    },
  };
}

const nothing: ReturnType<SqliteDatabase["prepare"]> = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};
