/** Catalogs as they once were. */
import type { Database } from "./database.ts";
import type { Snapshots } from "./store.ts";

export const createSnapshots = (database: Database): Snapshots => ({
  async keep(id, catalog, now) {
    const row = await database
      .insertInto("snapshots")
      .values({ id, catalog, kept_at: now })
      .onConflict((it) => it.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  },

  async read(id) {
    const row = await database
      .selectFrom("snapshots")
      .select("catalog")
      .where("id", "=", id)
      .executeTakeFirst();
    return row?.catalog;
  },
});
