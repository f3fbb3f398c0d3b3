/** Due digests: claimed under a lease, delivered, and recorded together with when the next is due. */
import { randomUUID } from "node:crypto";
import { sql, type Transaction } from "kysely";
import type { Database, Opening } from "./database.ts";
import { deliveryOf, forgetAttempt, openAttempts, write } from "./deliveries.ts";
import { listIn, toFollow, toPlace } from "./rows.ts";
import type { Claim, Digests, Onward, Telling } from "./store.ts";
import type { Tables } from "./tables.ts";

export function createDigests({ database, kind }: Pick<Opening, "database" | "kind">): Digests {
  /** Runs `work` where the claim's lease still holds; the write that tells it also keeps others out. */
  const holding = (
    { follow, token }: Claim,
    change: Partial<Tables["follows"]>,
    work: (transaction: Transaction<Tables>) => Promise<unknown> = async () => {},
    after = 0,
  ): Promise<boolean> =>
    database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable("follows")
        .set(change)
        .where("id", "=", follow.id)
        .where("leased_by", "=", token)
        .where("next_at", ">", after)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await work(transaction);
      return true;
    });

  return {
    async claim(now, lease, limit, platforms) {
      if (platforms.length === 0) return [];
      const token = randomUUID();
      const rows = await database
        // Apart from the update, where a planner might look for due rows once for each row and take too many.
        .with("due", (it) =>
          it
            .selectFrom("follows")
            .select("id")
            .where("paused", "=", 0)
            .where("next_at", "<=", now)
            .where("platform", "in", platforms)
            .orderBy("next_at")
            .limit(limit)
            .$if(kind === "postgres", (query) => query.forUpdate().skipLocked()),
        )
        .updateTable("follows")
        .set({ leased_by: token, next_at: now + lease })
        .where("id", "in", (it) => it.selectFrom("due").select("due.id"))
        .returningAll()
        .execute();
      if (rows.length === 0) return [];
      const addresses = await addressesOf(database, rows);
      const open = await openAttempts(
        database,
        rows.map(({ id }) => id),
      );
      return rows
        .map((row): Claim => {
          const attempt = open.get(row.id);
          return {
            follow: toFollow(row),
            delivery: attempt?.delivery ?? deliveryOf(row),
            attempts: row.attempts,
            doubtful: attempt?.doubtful,
            address: addresses.get(row.place),
            token,
            lease,
          };
        })
        .sort((a, b) => a.follow.dueAt - b.follow.dueAt);
    },

    begin: (claim, telling, now) =>
      holding(
        claim,
        { attempts: claim.attempts + 1, next_at: now + claim.lease },
        (transaction) =>
          write(transaction, claim, {
            state: "sending",
            attempts: claim.attempts + 1,
            at: now,
            ...told(telling),
          }),
        now,
      ),

    sent: (claim, message, onward, now) =>
      holding(claim, movedOn(onward), (transaction) =>
        write(transaction, claim, {
          state: "sent",
          attempts: claim.attempts + 1,
          message,
          at: now,
          ...told(onward),
        }),
      ),

    skip: (claim, onward) =>
      holding(claim, movedOn(onward), (transaction) => forgetAttempt(transaction, claim)),

    retry: (claim, { reason, at, doubtful, attempts }) =>
      holding(claim, { attempts, next_at: at, leased_by: null }, async (transaction) => {
        // Where the platform refused, nothing is out.
        if (!doubtful) return forgetAttempt(transaction, claim);
        await transaction
          .updateTable("deliveries")
          .set({ reason })
          .where("id", "=", claim.delivery)
          .where("state", "=", "sending")
          .execute();
      }),

    bury: (claim, reason, dueAt, now) =>
      holding(claim, { due_at: dueAt, next_at: dueAt, attempts: 0, leased_by: null }, (transaction) =>
        write(transaction, claim, { state: "dead", attempts: claim.attempts + 1, reason, at: now }),
      ),

    async dead(tenant, platform) {
      const rows = await database
        .selectFrom("deliveries")
        .selectAll()
        .where("state", "=", "dead")
        .where("tenant", "=", tenant)
        .where("platform", "=", platform)
        .orderBy("at", "desc")
        .limit(50)
        .execute();
      return rows.map((row) => ({
        delivery: row.id,
        place: toPlace(row),
        subjects: listIn(row.subjects),
        dueAt: row.due_at,
        attempts: row.attempts,
        reason: row.reason ?? "",
      }));
    },

    revive: (delivery, tenant, now) =>
      database.transaction().execute(async (transaction) => {
        const letter = await transaction
          .deleteFrom("deliveries")
          .where("id", "=", delivery)
          .where("tenant", "=", tenant)
          .where("state", "=", "dead")
          .returning("follow")
          .executeTakeFirst();
        if (!letter) return false;
        // Where a worker holds the follow, what it is about to post tells the same; it is left to that.
        const due = (column: "due_at" | "next_at") =>
          sql<number>`case when leased_by is not null and next_at > ${now} then ${sql.ref(column)} else ${now} end`;
        const { numUpdatedRows } = await transaction
          .updateTable("follows")
          .set({ due_at: due("due_at"), next_at: due("next_at") })
          .where("id", "=", letter.follow)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),

    async waiting(now) {
      const { count } = await database
        .selectFrom("follows")
        .select((it) => it.fn.countAll<number>().as("count"))
        .where("paused", "=", 0)
        .where("next_at", "<=", now)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async nextDue(platforms) {
      if (platforms.length === 0) return undefined;
      const row = await database
        .selectFrom("follows")
        .select("next_at")
        .where("paused", "=", 0)
        .where("platform", "in", platforms)
        .orderBy("next_at")
        .limit(1)
        .executeTakeFirst();
      return row?.next_at;
    },
  };
}

const told = ({ knowing, turn }: Telling) => ({ snapshot: knowing.snapshot, known_at: knowing.at, turn });

const movedOn = ({ dueAt, ...telling }: Onward): Partial<Tables["follows"]> => ({
  due_at: dueAt,
  next_at: dueAt,
  ...told(telling),
  attempts: 0,
  leased_by: null,
});

async function addressesOf(database: Database, rows: readonly Tables["follows"][]) {
  const places = [...new Set(rows.map(({ place }) => place))];
  const found = await database
    .selectFrom("places")
    .select(["place", "address"])
    .where("place", "in", places)
    .execute();
  return new Map(found.map(({ place, address }) => [place, JSON.parse(address)]));
}
