/** Due digests: claimed under a lease, delivered, and recorded together with when the next is due. */
import { randomUUID } from "node:crypto";
import type { Transaction } from "kysely";
import type { Database, Opening } from "./database.ts";
import { listIn, toFollow, toPlace } from "./rows.ts";
import type { Claim, Digests, Onward } from "./store.ts";
import type { Tables } from "./tables.ts";

export function createDigests({ database, kind }: Pick<Opening, "database" | "kind">): Digests {
  /** Runs `work` where the claim's lease still holds; the write that tells it also keeps others out. */
  const holding = (
    { follow, token }: Claim,
    change: Partial<Tables["follows"]>,
    work: (transaction: Transaction<Tables>) => Promise<unknown> = async () => {},
  ): Promise<boolean> =>
    database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable("follows")
        .set(change)
        .where("id", "=", follow.id)
        .where("leased_by", "=", token)
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
        .updateTable("follows")
        .set({ leased_by: token, next_at: now + lease })
        .where("id", "in", (it) =>
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
        .returningAll()
        .execute();
      if (rows.length === 0) return [];
      const addresses = await addressesOf(database, rows);
      const begun = await sendingAmong(database, rows.map(deliveryOf));
      return rows
        .map(
          (row): Claim => ({
            follow: toFollow(row),
            delivery: deliveryOf(row),
            attempts: row.attempts,
            doubtful: begun.has(deliveryOf(row)),
            address: addresses.get(row.place),
            token,
          }),
        )
        .sort((a, b) => a.follow.dueAt - b.follow.dueAt);
    },

    begin: (claim, now) =>
      holding(claim, { attempts: claim.attempts + 1 }, (transaction) =>
        write(transaction, claim, { state: "sending", attempts: claim.attempts + 1, at: now }),
      ),

    sent: (claim, message, onward, now) =>
      holding(claim, movedOn(onward), (transaction) =>
        write(transaction, claim, { state: "sent", attempts: claim.attempts + 1, message, at: now }),
      ),

    skip: (claim, onward) => holding(claim, movedOn(onward)),

    retry: (claim, { reason, at, doubtful }) =>
      holding(claim, { attempts: claim.attempts + 1, next_at: at, leased_by: null }, async (transaction) => {
        const open = { id: claim.delivery, state: "sending" } as const;
        // Where the platform refused, nothing is out: the mark of an open attempt goes.
        if (doubtful)
          await transaction
            .updateTable("deliveries")
            .set({ reason })
            .where((it) => it.and(open))
            .execute();
        else
          await transaction
            .deleteFrom("deliveries")
            .where((it) => it.and(open))
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
        const { numUpdatedRows } = await transaction
          .updateTable("follows")
          .set({ due_at: now, next_at: now, attempts: 0, leased_by: null })
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

    async nextDue() {
      const row = await database
        .selectFrom("follows")
        .select("next_at")
        .where("paused", "=", 0)
        .orderBy("next_at")
        .limit(1)
        .executeTakeFirst();
      return row?.next_at;
    },
  };
}

/** One occurrence of one follow, through every attempt. */
const deliveryOf = ({ id, due_at }: Tables["follows"]): string => `${id}@${due_at}`;

const movedOn = ({ dueAt, knowing, turn }: Onward): Partial<Tables["follows"]> => ({
  due_at: dueAt,
  next_at: dueAt,
  snapshot: knowing.snapshot,
  known_at: knowing.at,
  turn,
  attempts: 0,
  leased_by: null,
});

async function write(
  transaction: Transaction<Tables>,
  { follow, delivery }: Claim,
  change: Pick<Tables["deliveries"], "state" | "attempts" | "at"> &
    Partial<Pick<Tables["deliveries"], "message" | "reason">>,
): Promise<void> {
  const { platform, tenant, channel, kind } = follow.place;
  await transaction
    .insertInto("deliveries")
    .values({
      id: delivery,
      follow: follow.id,
      subjects: JSON.stringify(follow.subjects),
      place: `${platform}:${tenant}:${channel}`,
      platform,
      tenant,
      channel,
      kind,
      due_at: follow.dueAt,
      message: null,
      reason: null,
      ...change,
    })
    .onConflict((it) => it.column("id").doUpdateSet(change))
    .execute();
}

async function addressesOf(database: Database, rows: readonly Tables["follows"][]) {
  const places = [...new Set(rows.map(({ place }) => place))];
  const found = await database
    .selectFrom("places")
    .select(["place", "address"])
    .where("place", "in", places)
    .execute();
  return new Map(found.map(({ place, address }) => [place, JSON.parse(address)]));
}

async function sendingAmong(database: Database, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom("deliveries")
    .select("id")
    .where("id", "in", ids)
    .where("state", "=", "sending")
    .execute();
  return new Set(rows.map(({ id }) => id));
}
