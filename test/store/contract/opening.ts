/** Opening: tables made once by whoever comes first, and a refusal rather than a wait until then. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../../src/store/store.ts";
import { follow, noon, place } from "../given.ts";
import { type Ground, type Grounds, type Line, open, unstarted } from "../ground.ts";

const migrator = new URL("../open-once.ts", import.meta.url).pathname;

/** Opens the store in a process of its own and adds a follow. */
async function elsewhere({ config }: Ground, channel: string): Promise<string> {
  const child = spawn(process.execPath, [migrator, JSON.stringify(config), channel], { stdio: "pipe" });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [code] = await once(child, "close");
  return code === 0 ? "" : said;
}

export const aboutOpening = (grounds: Grounds) =>
  describe("opening", () => {
    it("refuses every call until it is ready, and after it is closed", async () => {
      const store = unstarted((await grounds()).config);
      for (const call of callsOf(store)) await expect(call()).rejects.toBeInstanceOf(StoreUnavailable);
      await store.start();
      await store.ping();
      await store.close();
      for (const call of callsOf(store)) await expect(call()).rejects.toBeInstanceOf(StoreUnavailable);
    });

    it("makes the tables once, however often it is opened", async () => {
      const ground = await grounds();
      const first = await open(ground);
      await first.follows.add(follow());
      const again = await open(ground);
      expect(await again.follows.of(place())).toHaveLength(1);
      expect(await ground.sql("select name from kysely_migration")).toHaveLength(1);
    });

    it("makes the tables once though four processes start at once", async () => {
      const ground = await grounds();
      const said = await Promise.all(["C1", "C2", "C3", "C4"].map((it) => elsewhere(ground, it)));
      expect(said).toEqual(["", "", "", ""]);
      expect(await ground.sql("select name from kysely_migration")).toHaveLength(1);
      expect(await ground.sql("select channel from follows order by channel")).toEqual(
        ["C1", "C2", "C3", "C4"].map((channel) => ({ channel })),
      );
    });

    it("works on tables that a newer program has added to", async () => {
      const ground = await grounds();
      await (await open(ground)).follows.add(follow());
      await ground.sql("alter table follows add column colour text");
      await ground.sql("create table later (id text primary key)");
      await ground.sql(
        "insert into kysely_migration (name, timestamp) values ('2099-01-01 later', '2099-01-01T00:00:00Z')",
      );
      const lines: Line[] = [];
      const older = await open(ground, lines);
      await older.follows.add(follow({ place: place("C2") }));
      expect(await older.follows.of(place())).toHaveLength(1);
      expect(lines.filter(({ level }) => level === "warn")).toEqual([]);
    });

    it("leaves nothing half made where making the tables fails", async () => {
      const ground = await grounds();
      // In the way of the last of the tables.
      await ground.sql("create table topics (id text)");
      const lines: Line[] = [];
      const store = unstarted(ground.config, lines);
      const started = store.start();
      while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await ground.sql("drop table topics");
      await started;
      await store.follows.add(follow());
      expect(await ground.sql("select due_at from follows")).toEqual([{ due_at: expect.anything() }]);
      expect((await store.follows.of(place()))[0]?.dueAt).toBe(noon);
    });

    it("stops trying when it is closed", async () => {
      const ground = await grounds();
      await ground.sql("create table topics (id text)");
      const lines: Line[] = [];
      const store = unstarted(ground.config, lines);
      const started = store.start();
      while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await store.close();
      await started;
      expect(lines.some(({ level }) => level === "info")).toBe(false);
    });
  });

const callsOf = (store: ReturnType<typeof unstarted>) => [
  () => store.ping(),
  () => store.follows.of(place()),
  () => store.follows.add(follow()),
  () => store.digests.claim(noon, 1, 1, ["slack"]),
  () => store.decisions.list("T1", "slack", 1),
  () => store.topics.get("a", noon),
  () => store.answered.claim("a", noon, 1),
  () => store.snapshots.read("a"),
  () => store.installations.all(),
  () => store.places.address(place()),
  () => store.forget("U1", "slack", "T1"),
  () => store.sweep(noon, "a"),
];
