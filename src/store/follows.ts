/** What is followed where, and when. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "./database.ts";
import { listIn, toFollow, toWhere } from "./rows.ts";
import type { Follows, NewFollow } from "./store.ts";
import type { Tables } from "./tables.ts";

export function createFollows(database: Database): Follows {
  const inPlace = (place: string, within: Database = database) =>
    within.selectFrom("follows").selectAll().where("place", "=", place).orderBy("next_at").orderBy("id");

  return {
    async of(place) {
      return (await inPlace(toWhere(place).place).execute()).map(toFollow);
    },

    add: (follow) =>
      database.transaction().execute(async (transaction) => {
        const row = rowOf(follow);
        // Written before it is read, so that two who follow at once take turns.
        const kept = await transaction
          .insertInto("follows")
          .values(row)
          .onConflict((it) =>
            it
              .columns(["place", "pattern", "zone", "on_change", "always"])
              // One that goes on keeps its day: the digest that is due, or is being tried again, is not put off.
              .doUpdateSet({
                paused: 0,
                due_at: sql`case follows.paused when 1 then excluded.due_at else follows.due_at end`,
                next_at: sql`case follows.paused when 1 then excluded.due_at else follows.next_at end`,
                attempts: sql`case follows.paused when 1 then 0 else follows.attempts end`,
              }),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        // A fresh row holds the new subjects already.
        const before = kept.id === row.id ? [] : listIn(kept.subjects);
        const added = [...new Set(follow.subjects)].filter((subject) => !before.includes(subject));
        const subjects = [...before, ...added];
        await transaction
          .updateTable("follows")
          .set({ subjects: JSON.stringify(subjects) })
          .where("id", "=", kept.id)
          .execute();
        return { follow: toFollow({ ...kept, subjects: JSON.stringify(subjects) }), added };
      }),

    take: (place, subjects, { only, except } = {}) =>
      database.transaction().execute(async (transaction) => {
        const key = toWhere(place).place;
        // A write comes first: it takes the lock that keeps others from changing the rows meanwhile.
        const rows = await transaction
          .updateTable("follows")
          .set((it) => ({ paused: it.ref("paused") }))
          .where("place", "=", key)
          .returningAll()
          .execute();
        const taken = new Set<string>();
        for (const row of rows) {
          if (row.id === except || (only !== undefined && row.id !== only)) continue;
          const before = listIn(row.subjects);
          const left = before.filter((subject) => !subjects.includes(subject));
          if (left.length === before.length) continue;
          for (const subject of before) if (!left.includes(subject)) taken.add(subject);
          if (left.length === 0) await transaction.deleteFrom("follows").where("id", "=", row.id).execute();
          else
            await transaction
              .updateTable("follows")
              .set({ subjects: JSON.stringify(left) })
              .where("id", "=", row.id)
              .execute();
        }
        return [...taken];
      }),

    pause: (place, paused, dueAt) =>
      database.transaction().execute(async (transaction) => {
        const key = toWhere(place).place;
        // What is not paused is not touched by resuming: a digest of it may be on its way.
        const changed = await transaction
          .updateTable("follows")
          .set({ paused: paused ? 1 : 0 })
          .where("place", "=", key)
          .where("paused", "=", paused ? 0 : 1)
          .returningAll()
          .execute();
        if (dueAt)
          for (const { id, schedule } of changed.map(toFollow))
            await transaction
              .updateTable("follows")
              .set({ due_at: dueAt(schedule), next_at: dueAt(schedule), attempts: 0 })
              .where("id", "=", id)
              .execute();
        return (await inPlace(key, transaction).execute()).map(toFollow);
      }),

    async wake(now) {
      const { numUpdatedRows } = await database
        .updateTable("follows")
        .set({ due_at: now, next_at: now })
        .where("on_change", "=", 1)
        .where("paused", "=", 0)
        .where("next_at", ">", now)
        .where("leased_by", "is", null)
        // One that is being tried again tells of the change when it gets through.
        .where("attempts", "=", 0)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
}

function rowOf({ place, subjects, schedule, always, by, knowing, dueAt }: NewFollow): Tables["follows"] {
  return {
    ...toWhere(place),
    id: randomUUID(),
    subjects: JSON.stringify(subjects),
    pattern: schedule.pattern,
    zone: schedule.zone,
    on_change: schedule.onChange ? 1 : 0,
    always: always ? 1 : 0,
    paused: 0,
    person: by ?? null,
    snapshot: knowing.snapshot,
    known_at: knowing.at,
    turn: 0,
    due_at: dueAt,
    next_at: dueAt,
    attempts: 0,
    leased_by: null,
  };
}
