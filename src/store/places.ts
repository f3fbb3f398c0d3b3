/** How platforms reach places again. */
import type { Database } from "./database.ts";
import { toWhere } from "./rows.ts";
import type { Places } from "./store.ts";

export const createPlaces = (database: Database): Places => ({
  async remember(place, address, now) {
    const row = { ...toWhere(place), address: JSON.stringify(address), seen_at: now };
    await database
      .insertInto("places")
      .values(row)
      .onConflict((it) => it.column("place").doUpdateSet({ address: row.address, seen_at: now }))
      .execute();
  },

  async address(place) {
    const row = await database
      .selectFrom("places")
      .select("address")
      .where("place", "=", toWhere(place).place)
      .executeTakeFirst();
    return row === undefined ? undefined : JSON.parse(row.address);
  },

  forget: (place) =>
    database.transaction().execute(async (transaction) => {
      const { place: key } = toWhere(place);
      await transaction.deleteFrom("follows").where("place", "=", key).execute();
      await transaction.deleteFrom("places").where("place", "=", key).execute();
    }),
});
