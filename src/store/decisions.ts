/** What was decided, numbered within each workspace. */
import { sql } from "kysely";
import type { Database } from "./database.ts";
import { toDecision, toWhere } from "./rows.ts";
import type { Decisions } from "./store.ts";

/** How often two who decide at once may take the same number before that counts as a fault. */
const tries = 100;

export function createDecisions(database: Database): Decisions {
  const within = (tenant: string, platform: string) =>
    database
      .selectFrom("decisions")
      .selectAll()
      .where("tenant", "=", tenant)
      .where("platform", "=", platform);

  return {
    async add(decision) {
      const { place, mesh, mode, reason, needs, compared, features, sources, catalog, knowing, by } =
        decision;
      const where = toWhere(place);
      const next = sql<number>`(
        select coalesce(max(number), 0) + 1 from decisions
        where platform = ${where.platform} and tenant = ${where.tenant}
      )`;
      for (let left = tries; left > 0; left--) {
        const row = await database
          .insertInto("decisions")
          .values({
            ...where,
            thread: place.thread ?? null,
            number: next,
            mesh,
            mode: mode ?? null,
            reason,
            needs,
            compared: JSON.stringify(compared),
            features: JSON.stringify(features),
            sources: JSON.stringify(sources),
            catalog_version: catalog.version,
            catalog_date: catalog.date,
            snapshot: knowing.snapshot,
            decided_at: knowing.at,
            person: by?.id ?? null,
            person_name: by?.name ?? null,
            orphaned_at: null,
          })
          .onConflict((it) => it.columns(["platform", "tenant", "number"]).doNothing())
          .returningAll()
          .executeTakeFirst();
        if (row) return toDecision(row);
      }
      throw new Error("no number was free for a decision");
    },

    list: async (tenant, platform, limit) =>
      (await within(tenant, platform).orderBy("number", "desc").limit(limit).execute()).map(toDecision),

    async get(tenant, platform, number) {
      const row = await within(tenant, platform).where("number", "=", number).executeTakeFirst();
      return row && toDecision(row);
    },
  };
}
