/** Looks at the configured database without changing it. */
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { sql } from "kysely";
import { namesDone } from "./database.ts";
import { reasonOf } from "./failures.ts";
import { migrations } from "./migrations.ts";
import { openConfigured, type StoreConfig } from "./open.ts";
import { fileIn } from "./sqlite.ts";
import type { Installation } from "./store.ts";

export type Examined =
  /** Nothing is there yet, and it can be made. */
  | { readonly kind: "new" }
  | { readonly kind: "unusable"; readonly reason: string }
  | {
      readonly kind: "usable";
      /** Steps this program would add to its tables. */
      readonly missing: readonly string[];
      /** Steps of a newer program. */
      readonly later: readonly string[];
      readonly installations: readonly Installation[];
    };

const quiet = { info: () => {}, warn: () => {} };

export async function examineDatabase(config: StoreConfig): Promise<Examined> {
  try {
    if ("folder" in config && !(await isThere(fileIn(config.folder)))) {
      const above = await nearest(config.folder);
      if (!(await stat(above)).isDirectory()) return { kind: "unusable", reason: "ENOTDIR" };
      await access(above, constants.W_OK);
      return { kind: "new" };
    }
    if ("folder" in config) await access(fileIn(config.folder), constants.R_OK | constants.W_OK);
    return await examined(config);
  } catch (error) {
    return { kind: "unusable", reason: reasonOf(error) };
  }
}

async function examined(config: StoreConfig): Promise<Examined> {
  const { database, close } = openConfigured(config, quiet);
  try {
    const done = await namesDone(database);
    const known = Object.keys(migrations);
    const installations =
      done.length === 0
        ? []
        : await database.selectFrom("installations").select(["tenant", "sealed"]).execute();
    return {
      kind: "usable",
      missing: known.filter((name) => !done.includes(name)),
      later: done.filter((name) => !known.includes(name)),
      installations,
    };
  } finally {
    await close();
  }
}

/** Bytes of the whole database. */
export async function bytesOf(config: StoreConfig): Promise<number> {
  if ("folder" in config) {
    const file = fileIn(config.folder);
    const sizes = await Promise.all([file, `${file}-wal`].map((it) => stat(it).catch(() => ({ size: 0 }))));
    return sizes.reduce((sum, { size }) => sum + size, 0);
  }
  const { database, close } = openConfigured(config, quiet);
  try {
    const statement = sql<{ size: number }>`select pg_database_size(current_database()) as size`;
    const { rows } = await statement.execute(database);
    return Number(rows[0]?.size);
  } finally {
    await close();
  }
}

/** The folder, or the nearest one above it that is there: what is missing can be made in it. */
async function nearest(folder: string): Promise<string> {
  let at = folder;
  while (!(await isThere(at)) && dirname(at) !== at) at = dirname(at);
  return at;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
