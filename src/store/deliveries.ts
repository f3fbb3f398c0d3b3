/** What became of digests, attempt by attempt. */
import type { Transaction } from "kysely";
import { placeKey } from "../bot/place.ts";
import type { Database } from "./database.ts";
import type { Attempt, Claim } from "./store.ts";
import type { Tables } from "./tables.ts";

type Row = Tables["deliveries"];

/** One occurrence of one follow, through every attempt. */
export const deliveryOf = ({ id, due_at }: Tables["follows"]): string => `${id}@${due_at}`;

export async function write(
  transaction: Transaction<Tables>,
  { follow, delivery }: Claim,
  change: Pick<Row, "state" | "attempts" | "at"> &
    Partial<Pick<Row, "message" | "reason" | "snapshot" | "known_at" | "turn">>,
): Promise<void> {
  const { platform, tenant, channel, kind } = follow.place;
  await transaction
    .insertInto("deliveries")
    .values({
      id: delivery,
      follow: follow.id,
      subjects: JSON.stringify(follow.subjects),
      place: placeKey(follow.place),
      platform,
      tenant,
      channel,
      kind,
      due_at: follow.dueAt,
      snapshot: follow.knowing.snapshot,
      known_at: follow.knowing.at,
      turn: follow.turn,
      message: null,
      reason: null,
      ...change,
    })
    .onConflict((it) => it.column("id").doUpdateSet(change))
    .execute();
}

/** The attempts nobody knows the end of, by follow: the message of such a one may be out. */
export async function openAttempts(
  database: Database,
  follows: readonly string[],
): Promise<ReadonlyMap<string, { readonly delivery: string; readonly doubtful: Attempt }>> {
  const rows = await database
    .selectFrom("deliveries")
    .select(["id", "follow", "at", "snapshot", "known_at", "turn"])
    .where("state", "=", "sending")
    .where("follow", "in", follows)
    .orderBy("at")
    .execute();
  return new Map(
    rows.map(({ id, follow, at, snapshot, known_at, turn }) => [
      follow,
      { delivery: id, doubtful: { at, knowing: { snapshot, at: known_at }, turn } },
    ]),
  );
}

export async function forgetAttempt(transaction: Transaction<Tables>, { delivery }: Claim): Promise<void> {
  await transaction
    .deleteFrom("deliveries")
    .where("id", "=", delivery)
    .where("state", "=", "sending")
    .execute();
}
