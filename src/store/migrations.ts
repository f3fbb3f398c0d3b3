/** How the tables come to be; each step only adds, so that old and new processes can share them during an update. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

const first: Migration = {
  async up(db: Kysely<unknown>) {
    const { schema } = db;
    const placed = (name: string) =>
      schema
        .createTable(name)
        .addColumn("place", "text", (it) => it.notNull())
        .addColumn("platform", "text", (it) => it.notNull())
        .addColumn("tenant", "text", (it) => it.notNull())
        .addColumn("channel", "text", (it) => it.notNull())
        .addColumn("kind", "text", (it) => it.notNull());

    await placed("places")
      .addColumn("address", "text", (it) => it.notNull())
      .addColumn("seen_at", "bigint", (it) => it.notNull())
      .addPrimaryKeyConstraint("places_key", ["place"])
      .execute();

    await placed("follows")
      .addColumn("id", "text", (it) => it.primaryKey())
      .addColumn("subjects", "text", (it) => it.notNull())
      .addColumn("pattern", "text", (it) => it.notNull())
      .addColumn("zone", "text", (it) => it.notNull())
      .addColumn("on_change", "integer", (it) => it.notNull())
      .addColumn("always", "integer", (it) => it.notNull())
      .addColumn("paused", "integer", (it) => it.notNull())
      .addColumn("person", "text")
      .addColumn("snapshot", "text", (it) => it.notNull())
      .addColumn("known_at", "bigint", (it) => it.notNull())
      .addColumn("turn", "integer", (it) => it.notNull())
      .addColumn("due_at", "bigint", (it) => it.notNull())
      .addColumn("next_at", "bigint", (it) => it.notNull())
      .addColumn("attempts", "integer", (it) => it.notNull())
      .addColumn("leased_by", "text")
      .addUniqueConstraint("follows_once", ["place", "pattern", "zone", "on_change", "always"])
      .execute();
    await schema.createIndex("follows_due").on("follows").columns(["paused", "next_at"]).execute();

    await placed("deliveries")
      .addColumn("id", "text", (it) => it.primaryKey())
      .addColumn("follow", "text", (it) => it.notNull())
      .addColumn("subjects", "text", (it) => it.notNull())
      .addColumn("due_at", "bigint", (it) => it.notNull())
      .addColumn("snapshot", "text", (it) => it.notNull())
      .addColumn("known_at", "bigint", (it) => it.notNull())
      .addColumn("turn", "integer", (it) => it.notNull())
      .addColumn("state", "text", (it) => it.notNull())
      .addColumn("attempts", "integer", (it) => it.notNull())
      .addColumn("message", "text")
      .addColumn("reason", "text")
      .addColumn("at", "bigint", (it) => it.notNull())
      .execute();
    await schema.createIndex("deliveries_state").on("deliveries").columns(["state", "at"]).execute();

    await placed("decisions")
      .addColumn("thread", "text")
      .addColumn("number", "integer", (it) => it.notNull())
      .addColumn("mesh", "text", (it) => it.notNull())
      .addColumn("mode", "text")
      .addColumn("reason", "text", (it) => it.notNull())
      .addColumn("needs", "text", (it) => it.notNull())
      .addColumn("compared", "text", (it) => it.notNull())
      .addColumn("features", "text", (it) => it.notNull())
      .addColumn("sources", "text", (it) => it.notNull())
      .addColumn("catalog_version", "text", (it) => it.notNull())
      .addColumn("catalog_date", "text", (it) => it.notNull())
      .addColumn("snapshot", "text", (it) => it.notNull())
      .addColumn("decided_at", "bigint", (it) => it.notNull())
      .addColumn("person", "text")
      .addColumn("person_name", "text")
      .addColumn("orphaned_at", "bigint")
      .addPrimaryKeyConstraint("decisions_key", ["platform", "tenant", "number"])
      .execute();

    await schema
      .createTable("snapshots")
      .addColumn("id", "text", (it) => it.primaryKey())
      .addColumn("kept_at", "bigint", (it) => it.notNull())
      // Last, as SQLite reads through a row's large values to get at what is behind them.
      .addColumn("catalog", "text", (it) => it.notNull())
      .execute();
    await schema
      .createTable("installations")
      .addColumn("tenant", "text", (it) => it.primaryKey())
      .addColumn("sealed", "text", (it) => it.notNull())
      .addColumn("installed_at", "bigint", (it) => it.notNull())
      .execute();
    for (const [table, key] of [
      ["oauth_states", "id"],
      ["answered", "id"],
    ] as const)
      await schema
        .createTable(table)
        .addColumn(key, "text", (it) => it.primaryKey())
        .addColumn("until", "bigint", (it) => it.notNull())
        .execute();
    await schema
      .createTable("topics")
      .addColumn("conversation", "text", (it) => it.primaryKey())
      .addColumn("topic", "text", (it) => it.notNull())
      .addColumn("until", "bigint", (it) => it.notNull())
      .execute();
  },
};

/** Keys sort in the order of time; a step that was released is never changed. */
export const migrations: Readonly<Record<string, Migration>> = { "2026-11-25 first tables": first };
