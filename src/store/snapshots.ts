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
    if (row) return true;
    await database
      .updateTable("snapshots")
      .set({ kept_at: now })
      .where("id", "=", id)
      .where("kept_at", "<", now)
      .execute();
    return false;
  },

  async after(id) {
    const row = await database
      .selectFrom("snapshots")
      .select("kept_at")
      .where("kept_at", ">", (it) => it.selectFrom("snapshots").select("kept_at").where("id", "=", id))
      .orderBy("kept_at", "desc")
      .limit(1)
      .executeTakeFirst();
    return row?.kept_at;
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
