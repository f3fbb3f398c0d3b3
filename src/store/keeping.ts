/** How long things are kept, and how a person is forgotten. */
import { setImmediate as turned } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import type { Platform } from "../bot/place.ts";
import { conversationsWith } from "./conversations.ts";
import type { Database } from "./database.ts";
import { passing } from "./passing.ts";
import type { Tables } from "./tables.ts";

const day = 24 * 60 * 60 * 1000;

/** Milliseconds; docs/state.md tells them to people. */
export const keptFor = { deliveries: 90 * day, orphanedDecisions: 30 * day, snapshots: 7 * day } as const;

/** Rows deleted at once: while SQLite deletes, nobody is answered. */
const part = 500;

async function deleteInParts(
  database: Database,
  table: keyof Tables,
  key: string,
  condition: RawBuilder<unknown>,
): Promise<void> {
  const [from, id] = [sql.table(table), sql.ref(key)];
  const some = sql`select ${id} from ${from} where ${condition} limit ${sql.lit(part)}`;
  for (let deleted = part; deleted === part; await turned()) {
    const { numAffectedRows } = await sql`delete from ${from} where ${id} in (${some}) ${passing}`.execute(
      database,
    );
    deleted = Number(numAffectedRows ?? 0);
  }
}

/** `inUse` is the snapshot of the catalog in force. */
export async function sweep(database: Database, now: number, inUse: string): Promise<void> {
  const isOver = sql`until <= ${now}`;
  await deleteInParts(database, "answered", "id", isOver);
  await deleteInParts(database, "topics", "conversation", isOver);
  await deleteInParts(database, "oauth_states", "id", isOver);
  // Every state there is, named so that the index serves.
  const isOld = sql`state in ('sending', 'sent', 'dead') and at <= ${now - keptFor.deliveries}`;
  await deleteInParts(database, "deliveries", "id", isOld);
  await database
    .deleteFrom("decisions")
    .where("orphaned_at", "<=", now - keptFor.orphanedDecisions)
    .execute();
  await database
    .deleteFrom("snapshots")
    .where("kept_at", "<=", now - keptFor.snapshots)
    .where("id", "<>", inUse)
    .where((it) =>
      it.and([
        it.not(
          it.exists(it.selectFrom("follows").select("id").whereRef("follows.snapshot", "=", "snapshots.id")),
        ),
        it.not(
          it.exists(
            it.selectFrom("decisions").select("number").whereRef("decisions.snapshot", "=", "snapshots.id"),
          ),
        ),
        it.not(
          it.exists(
            it
              .selectFrom("deliveries")
              .select("deliveries.id")
              .where("state", "=", "sending")
              .whereRef("deliveries.snapshot", "=", "snapshots.id"),
          ),
        ),
      ]),
    )
    .execute();
}

/**
 * Takes a person's id and name from what others still use, and deletes what was theirs alone: what they follow in their
 * direct conversation, how to reach them there, and what their conversations were about.
 */
export function forgetPerson(
  database: Database,
  person: string,
  platform: Platform,
  tenant: string,
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const within = { platform, tenant, person };
    const alone = await transaction
      .deleteFrom("follows")
      .where((it) => it.and({ ...within, kind: "direct" }))
      .executeTakeFirst();
    const follows = await transaction
      .updateTable("follows")
      .set({ person: null })
      .where((it) => it.and(within))
      .executeTakeFirst();
    const decisions = await transaction
      .updateTable("decisions")
      .set({ person: null, person_name: null })
      .where((it) => it.and(within))
      .executeTakeFirst();
    // How a direct conversation is reached names who it is with; `like` would find others too.
    const reached = await transaction
      .deleteFrom("places")
      .where((it) => it.and({ platform, tenant, kind: "direct" }))
      .where(sql<boolean>`replace(address, ${JSON.stringify(person)}, '') <> address`)
      .returning("place")
      .execute();
    const conversations = reached.map(({ place }) => place);
    const spoken = await transaction
      .deleteFrom("topics")
      .where((it) =>
        it.or([
          conversationsWith(platform, tenant, person),
          ...(conversations.length > 0 ? [it("conversation", "in", conversations)] : []),
        ]),
      )
      .executeTakeFirst();
    const deleted = [alone.numDeletedRows, spoken.numDeletedRows, BigInt(reached.length)];
    const changed = [follows.numUpdatedRows, decisions.numUpdatedRows];
    return Number([...deleted, ...changed].reduce((sum, rows) => sum + rows, 0n));
  });
}
