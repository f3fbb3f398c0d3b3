/** Which deliveries were answered already, by whichever process. */
import type { Database } from "./database.ts";
import { passing } from "./passing.ts";
import type { Answered } from "./store.ts";

export const createAnswered = (database: Database): Answered => ({
  async claim(id, now, lease) {
    const row = await database
      .insertInto("answered")
      .values({ id, until: now + lease })
      // A lease that has run out belonged to a process that died at its work.
      .onConflict((it) =>
        it
          .column("id")
          .doUpdateSet({ until: now + lease })
          .where("answered.until", "<=", now),
      )
      .returning("id")
      .modifyEnd(passing)
      .executeTakeFirst();
    return row !== undefined;
  },

  async done(id, until) {
    await database.updateTable("answered").set({ until }).where("id", "=", id).modifyEnd(passing).execute();
  },

  async release(id) {
    await database.deleteFrom("answered").where("id", "=", id).modifyEnd(passing).execute();
  },
});
