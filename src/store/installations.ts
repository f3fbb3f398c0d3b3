/** Workspaces that installed the bot, their secrets sealed by the caller. */
import { conversationsOf } from "./conversations.ts";
import type { Database } from "./database.ts";
import type { Installations } from "./store.ts";

export const createInstallations = (database: Database): Installations => ({
  put: ({ tenant, sealed }, now) =>
    database.transaction().execute(async (transaction) => {
      await transaction
        .insertInto("installations")
        .values({ tenant, sealed, installed_at: now })
        .onConflict((it) => it.column("tenant").doUpdateSet({ sealed, installed_at: now }))
        .execute();
      await transaction
        .updateTable("decisions")
        .set({ orphaned_at: null })
        .where("tenant", "=", tenant)
        .where("orphaned_at", "is not", null)
        .execute();
    }),

  async get(tenant) {
    const row = await database
      .selectFrom("installations")
      .select("sealed")
      .where("tenant", "=", tenant)
      .executeTakeFirst();
    return row?.sealed;
  },

  all: () => database.selectFrom("installations").select(["tenant", "sealed"]).execute(),

  async reseal(tenant, before, sealed) {
    const { numUpdatedRows } = await database
      .updateTable("installations")
      .set({ sealed })
      .where("tenant", "=", tenant)
      .where("sealed", "=", before)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  remove: (tenant, platform, now) =>
    database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom("installations").where("tenant", "=", tenant).execute();
      for (const table of ["follows", "places", "deliveries"] as const)
        await transaction
          .deleteFrom(table)
          .where("tenant", "=", tenant)
          .where("platform", "=", platform)
          .execute();
      await transaction.deleteFrom("topics").where(conversationsOf(platform, tenant)).execute();
      await transaction
        .updateTable("decisions")
        .set({ orphaned_at: now })
        .where("tenant", "=", tenant)
        .where("platform", "=", platform)
        .execute();
    }),

  async spendState(id, until) {
    const row = await database
      .insertInto("oauth_states")
      .values({ id, until })
      .onConflict((it) => it.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  },
});
