/** The tools of backup and restore, run as people run them, and everything a database holds. */
import { tableNames } from "../../src/store/columns.ts";
import type { StoreConfig } from "../../src/store/open.ts";
import { type Ended, run } from "../spawned.ts";
import type { Ground } from "./ground.ts";

const env = (config: StoreConfig): Record<string, string> =>
  "folder" in config ? { STATE_DIR: config.folder } : { DATABASE_URL: config.address };

export const backUp = (config: StoreConfig, ...args: readonly string[]): Promise<Ended> =>
  run("tools/backup.ts", args, { env: env(config) });

export const restore = (config: StoreConfig, ...args: readonly string[]): Promise<Ended> =>
  run("tools/restore.ts", args, { env: env(config) });

/** Every row of every table as text, in an order of its own. */
export async function everythingIn({
  sql,
}: Pick<Ground, "sql">): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  for (const table of tableNames) {
    const rows = await sql(`select * from ${table}`);
    found[table] = rows
      .map((row) =>
        JSON.stringify(
          Object.entries(row)
            .sort()
            .map(([name, value]) => [name, value === null ? null : String(value)]),
        ),
      )
      .sort();
  }
  return found;
}
