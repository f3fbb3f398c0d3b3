/** What conversations are about, for whichever process hears the next message. */
import type { Database } from "./database.ts";
import { passing } from "./passing.ts";
import type { StoredTopics } from "./store.ts";

export const createStoredTopics = (database: Database): StoredTopics => ({
  async get(conversation, now) {
    const row = await database
      .selectFrom("topics")
      .select("topic")
      .where("conversation", "=", conversation)
      .where("until", ">", now)
      .executeTakeFirst();
    return row?.topic;
  },

  async set(conversation, topic, until) {
    await database
      .insertInto("topics")
      .values({ conversation, topic, until })
      .onConflict((it) => it.column("conversation").doUpdateSet({ topic, until }))
      .modifyEnd(passing)
      .execute();
  },
});
