/** What is followed where, and when. */
import { randomUUID } from "node:crypto";
import type { Database } from "./database.ts";
import { listIn, toFollow, toWhere } from "./rows.ts";
import type { Follows, NewFollow } from "./store.ts";
import type { Tables } from "./tables.ts";

export function createFollows(database: Database): Follows {
  const inPlace = (place: string) => database.selectFrom("follows").selectAll().where("place", "=", place);

  return {
    async of(place) {
      const rows = await inPlace(toWhere(place).place).orderBy("next_at").orderBy("id").execute();
      return rows.map(toFollow);
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
              .doUpdateSet({ paused: 0, due_at: row.due_at, next_at: row.due_at }),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        // A fresh row holds the new subjects already.
        const before = kept.id === row.id ? [] : listIn(kept.subjects);
        const added = follow.subjects.filter((subject) => !before.includes(subject));
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
        const rows = await transaction
          .updateTable("follows")
          .set({ paused: paused ? 1 : 0 })
          .where("place", "=", toWhere(place).place)
          .returningAll()
          .execute();
        const follows = rows.map(toFollow);
        if (dueAt)
          for (const { id, schedule } of follows)
            await transaction
              .updateTable("follows")
              .set({ due_at: dueAt(schedule), next_at: dueAt(schedule), leased_by: null, attempts: 0 })
              .where("id", "=", id)
              .execute();
        return dueAt ? follows.map((it) => ({ ...it, dueAt: dueAt(it.schedule) })) : follows;
      }),

    async wake(now) {
      const { numUpdatedRows } = await database
        .updateTable("follows")
        .set({ due_at: now, next_at: now })
        .where("on_change", "=", 1)
        .where("paused", "=", 0)
        .where("next_at", ">", now)
        .where("leased_by", "is", null)
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
