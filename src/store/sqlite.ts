/** SQLite in a file of the state folder: write-ahead log, every commit on disk before it counts. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { type Dialect, type SqliteDatabase, SqliteDialect } from "kysely";

/** How long one process waits for another's write, in milliseconds. */
const patience = 5_000;

export const fileIn = (folder: string): string => join(folder, "mesh-advisor.sqlite");

export const sqlite = (folder: string): Dialect =>
  new SqliteDialect({ database: async () => openFile(folder) });

function openFile(folder: string): SqliteDatabase {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(fileIn(folder), { timeout: patience });
  file.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
  return {
    close: () => file.close(),
    prepare(sql) {
      const statement = file.prepare(sql);
      // Everything bound is text, a number or null: the tables have no other columns.
      const bound = (values: readonly unknown[]) => values as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...bound(values)),
        run: (values) => statement.run(...bound(values)),
        iterate: (values) => statement.iterate(...bound(values)),
      };
    },
  };
}
