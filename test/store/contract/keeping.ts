/** Everything else that is kept, for how long, and how it is forgotten. */
import { describe, expect, it } from "vitest";
import type { OpenStore } from "../../../src/store/open.ts";
import { day, decision, follow, minute, noon, onward, place } from "../given.ts";
import { claimIn, claimOne, type Grounds, open } from "../ground.ts";

const direct = (channel: string, tenant = "T1") => place(channel, tenant, { kind: "direct" });
const teams = (channel: string, kind: "channel" | "direct" = "direct") =>
  place(channel, "T1", { platform: "teams", kind });

export const aboutKeeping = (grounds: Grounds) => {
  describe("places", () => {
    it("remembers the newest address of each place", async () => {
      const store = await open(await grounds());
      expect(await store.places.address(place())).toBeUndefined();
      await store.places.remember(place(), { url: "a" }, noon);
      await store.places.remember(place("C1", "T2"), { url: "other" }, noon);
      await store.places.remember(
        place("C1", "T1", { thread: "9" }),
        { url: "b", deep: [null, "ü"] },
        noon + 1,
      );
      expect(await store.places.address(place())).toEqual({ url: "b", deep: [null, "ü"] });
    });

    it("forgets a place with what was followed there", async () => {
      const store = await open(await grounds());
      await store.places.remember(place(), "a", noon);
      await store.follows.add(follow());
      await store.follows.add(follow({ place: place("C1", "T2") }));
      const [claim] = await claimIn(store);
      await store.places.forget(place());
      expect(await store.places.address(place())).toBeUndefined();
      expect(await store.follows.of(place())).toEqual([]);
      expect(await store.follows.of(place("C1", "T2"))).toHaveLength(1);
      expect(claim && (await store.digests.sent(claim, "1", onward(), noon))).toBe(
        claim?.follow.place.tenant === "T2",
      );
    });
  });

  describe("snapshots", () => {
    it("tells who kept a catalog first, though two do at once", async () => {
      const ground = await grounds();
      const stores = [await open(ground), await open(ground)];
      const catalog = JSON.stringify({ meshes: "x".repeat(500_000) });
      const first = await Promise.all(stores.map((it) => it.snapshots.keep("s1", catalog, noon)));
      expect(first.sort()).toEqual([false, true]);
      expect(await stores[1]?.snapshots.keep("s1", "another", noon)).toBe(false);
      expect(await stores[0]?.snapshots.read("s1")).toBe(catalog);
      expect(await stores[0]?.snapshots.read("s2")).toBeUndefined();
    });
  });

  describe("catalogs in force", () => {
    it("tells when another came into force after one, also when one is brought back", async () => {
      const { snapshots } = await open(await grounds());
      expect(await snapshots.after("s1")).toBeUndefined();
      await snapshots.keep("s1", "one", noon);
      await snapshots.keep("s2", "two", noon);
      expect([await snapshots.after("s1"), await snapshots.after("s2")]).toEqual([undefined, undefined]);
      await snapshots.keep("s2", "two", noon + 1);
      await snapshots.keep("s3", "three", noon + 2);
      expect([await snapshots.after("s1"), await snapshots.after("s2")]).toEqual([noon + 2, noon + 2]);
      await snapshots.keep("s1", "one", noon + 3);
      await snapshots.keep("s1", "one", noon - 9);
      expect([await snapshots.after("s1"), await snapshots.after("s3")]).toEqual([undefined, noon + 3]);
    });
  });

  describe("installations", () => {
    it("keeps one for each workspace, the newest", async () => {
      const store = await open(await grounds());
      await store.installations.put({ tenant: "T1", sealed: "old" }, noon);
      await store.installations.put({ tenant: "T2", sealed: "two" }, noon);
      await store.installations.put({ tenant: "T1", sealed: "new" }, noon + 1);
      expect(await store.installations.get("T1")).toBe("new");
      expect(await store.installations.get("T3")).toBeUndefined();
      expect([...(await store.installations.all())].sort((a, b) => a.tenant.localeCompare(b.tenant))).toEqual(
        [
          { tenant: "T1", sealed: "new" },
          { tenant: "T2", sealed: "two" },
        ],
      );
    });

    it("takes everything of a workspace away, of no other", async () => {
      const store = await open(await grounds());
      for (const tenant of ["T1", "T_", "T10"]) await fill(store, tenant);
      await store.installations.remove("T_", "slack", noon);
      expect(await traces(store, "T_")).toEqual({
        installed: false,
        follows: 0,
        dead: 0,
        topic: false,
        decisions: 1,
      });
      for (const tenant of ["T1", "T10"])
        expect(await traces(store, tenant)).toEqual({
          installed: true,
          follows: 1,
          dead: 1,
          topic: true,
          decisions: 1,
        });
    });

    it("keeps the decisions of a workspace that left for a month, and of one that came back for good", async () => {
      const store = await open(await grounds());
      for (const tenant of ["T1", "T2"]) {
        await fill(store, tenant);
        await store.installations.remove(tenant, "slack", noon);
      }
      await store.sweep(noon + 29 * day, "s1");
      await store.installations.put({ tenant: "T1", sealed: "again" }, noon + 29 * day);
      await store.sweep(noon + 31 * day, "s1");
      expect(await store.decisions.list("T1", "slack", 9)).toHaveLength(1);
      expect(await store.decisions.list("T2", "slack", 9)).toEqual([]);
    });

    it("lets the state of an OAuth flow be used once, by whichever process", async () => {
      const ground = await grounds();
      const stores = [await open(ground), await open(ground)];
      const used = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          stores[index % 2]?.installations.spendState("st", noon + minute),
        ),
      );
      expect(used.filter(Boolean)).toHaveLength(1);
      expect(await stores[0]?.installations.spendState("other", noon)).toBe(true);
    });
  });

  describe("answered", () => {
    it("lets one of many answer a delivery", async () => {
      const ground = await grounds();
      const stores = [await open(ground), await open(ground)];
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, index) => stores[index % 2]?.answered.claim("e1", noon, minute)),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    it("is free again when released, when its lease ends, and once it was long ago", async () => {
      const { answered, sweep } = await open(await grounds());
      expect(await answered.claim("e1", noon, minute)).toBe(true);
      await answered.release("e1");
      expect(await answered.claim("e1", noon, minute)).toBe(true);
      expect(await answered.claim("e1", noon + minute - 1, minute)).toBe(false);
      expect(await answered.claim("e1", noon + minute, minute)).toBe(true);
      await answered.done("e1", noon + day);
      expect(await answered.claim("e1", noon + day - 1, minute)).toBe(false);
      await sweep(noon + day, "s1");
      expect(await answered.claim("e1", noon + day, minute)).toBe(true);
    });
  });

  describe("topics", () => {
    it("gives back the newest until its time is over", async () => {
      const { topics } = await open(await grounds());
      expect(await topics.get("slack:T1:C1:1.1", noon)).toBeUndefined();
      await topics.set("slack:T1:C1:1.1", "a", noon + minute);
      await topics.set("slack:T1:C1:1.1", "b", noon + day);
      expect(await topics.get("slack:T1:C1:1.1", noon + day - 1)).toBe("b");
      expect(await topics.get("slack:T1:C1:1.1", noon + day)).toBeUndefined();
      expect(await topics.get("slack:T2:C1:1.1", noon)).toBeUndefined();
    });
  });

  describe("sweep", () => {
    it("deletes deliveries after 90 days, whatever became of them", async () => {
      const ground = await grounds();
      const store = await open(ground);
      for (const channel of ["C1", "C2", "C3"]) await store.follows.add(follow({ place: place(channel) }));
      const [sent, dead, begun] = await claimIn(store);
      if (!sent || !dead || !begun) throw new Error("three were due");
      await store.digests.sent(sent, "1.1", onward(), noon);
      await store.digests.bury(dead, "x", noon + day, noon);
      await store.digests.begin(begun, onward(), noon);
      const count = async () => Number((await ground.sql("select count(*) as n from deliveries"))[0]?.n);
      await store.sweep(noon + 90 * day - 1, "s1");
      expect(await count()).toBe(3);
      await store.sweep(noon + 90 * day, "s1");
      expect(await count()).toBe(0);
    });

    it("deletes very many a part at a time, and lets others do something in between", async () => {
      const ground = await grounds();
      const { topics, sweep } = await open(ground);
      for (let at = 0; at < 1_200; at++) await topics.set(`slack:T1:C${at}:1.1`, "{}", noon);
      let between = 0;
      let goOn = true;
      const turn = () => {
        between++;
        if (goOn) setImmediate(turn);
      };
      setImmediate(turn);
      await sweep(noon + day, "s1");
      goOn = false;
      expect(Number((await ground.sql("select count(*) as n from topics"))[0]?.n)).toBe(0);
      expect(between).toBeGreaterThanOrEqual(2);
    });

    it("deletes old catalogs that nobody leans on: no follow, no decision, not the one in force", async () => {
      const store = await open(await grounds());
      for (const id of ["followed", "decided", "current", "lonely", "fresh", "told"])
        await store.snapshots.keep(id, id, id === "fresh" ? noon + day : noon);
      await store.follows.add(follow({ knowing: { snapshot: "followed", at: noon } }));
      await store.decisions.add(decision({ knowing: { snapshot: "decided", at: noon } }));
      const claim = await claimOne(store);
      await store.digests.begin(claim, onward({ knowing: { snapshot: "told", at: noon } }), noon);
      await store.sweep(noon + 7 * day, "current");
      const left = [];
      for (const id of ["followed", "decided", "current", "lonely", "fresh", "told"])
        if ((await store.snapshots.read(id)) !== undefined) left.push(id);
      expect(left).toEqual(["followed", "decided", "current", "fresh", "told"]);
    });
  });

  describe("forget", () => {
    it("takes a person's traces away, leaves what others use, touches no other person or tenant", async () => {
      const ground = await grounds();
      const store = await open(ground);
      const at = [place("C1"), direct("D1")];
      for (const it of at) await store.follows.add(follow({ place: it, by: "U_1" }));
      await store.follows.add(follow({ place: direct("D2"), by: "UX1" }));
      await store.follows.add(follow({ place: direct("D1", "T2"), by: "U_1" }));
      await store.decisions.add(decision({ by: { id: "U_1", name: "Ada" } }));
      await store.decisions.add(decision({ by: { id: "UX1", name: "Bea" } }));
      for (const key of ["slack:T1:D1:U_1", "slack:T1:D2:UX1", "slack:T2:D1:U_1"])
        await store.topics.set(key, "t", noon + day);

      expect(await store.forget("U_1", "slack", "T1")).toBe(4);

      expect(await store.follows.of(direct("D1"))).toEqual([]);
      expect((await store.follows.of(place("C1")))[0]?.by).toBeUndefined();
      expect((await store.follows.of(direct("D2")))[0]?.by).toBe("UX1");
      expect((await store.follows.of(direct("D1", "T2")))[0]?.by).toBe("U_1");
      expect((await store.decisions.list("T1", "slack", 9)).map(({ by }) => by)).toEqual([
        { id: "UX1", name: "Bea" },
        undefined,
      ]);
      const topics = ["slack:T1:D1:U_1", "slack:T1:D2:UX1", "slack:T2:D1:U_1"].map((it) =>
        store.topics.get(it, noon),
      );
      expect(await Promise.all(topics)).toEqual([undefined, "t", "t"]);
      expect(await store.forget("U_1", "slack", "T1")).toBe(0);
    });

    it("forgets how to reach a person in a direct conversation, wherever the platform keeps their id", async () => {
      const store = await open(await grounds());
      const address = (id: string) => ({
        user: { id: "29:x", aadObjectId: id },
        conversation: { id: "a:1" },
      });
      await store.places.remember(teams("a:1"), address("ada-1"), noon);
      await store.places.remember(teams("person:ada-1"), address("ada-1"), noon);
      await store.places.remember(teams("a:2"), address("ada-12"), noon);
      await store.places.remember(teams("19:c", "channel"), { installer: "ada-1" }, noon);
      await store.topics.set("teams:T1:a:1", "t", noon + day);
      expect(await store.forget("ada-1", "teams", "T1")).toBe(3);
      expect(await store.places.address(teams("a:1"))).toBeUndefined();
      expect(await store.places.address(teams("person:ada-1"))).toBeUndefined();
      expect(await store.places.address(teams("a:2"))).toEqual(address("ada-12"));
      expect(await store.places.address(teams("19:c", "channel"))).toBeDefined();
      expect(await store.topics.get("teams:T1:a:1", noon)).toBeUndefined();
    });
  });
};

/** One of everything, in one workspace. */
async function fill(store: OpenStore, tenant: string): Promise<void> {
  const at = place("C1", tenant);
  await store.installations.put({ tenant, sealed: "x" }, noon);
  await store.places.remember(at, "a", noon);
  await store.follows.add(follow({ place: at }));
  for (const claim of await claimIn(store)) await store.digests.bury(claim, "x", noon + day, noon);
  await store.topics.set(`slack:${tenant}:C1:1`, "t", noon + day);
  await store.decisions.add(decision({ place: at }));
}

const traces = async (store: OpenStore, tenant: string) => ({
  installed: (await store.installations.get(tenant)) !== undefined,
  follows: (await store.follows.of(place("C1", tenant))).length,
  dead: (await store.digests.dead(tenant, "slack")).length,
  topic: (await store.topics.get(`slack:${tenant}:C1:1`, noon)) !== undefined,
  decisions: (await store.decisions.list(tenant, "slack", 9)).length,
});
