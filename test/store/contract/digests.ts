/** What is due: claimed by one, delivered, recorded, tried again, given up. */
import { describe, expect, it } from "vitest";
import type { Claim } from "../../../src/store/store.ts";
import { day, follow, minute, noon, onward, place } from "../given.ts";
import { claimIn, claimOne, type Grounds, open } from "../ground.ts";

const channels = (claims: readonly Claim[]) => claims.map(({ follow: { place: at } }) => at.channel);

export const aboutDigests = (grounds: Grounds) =>
  describe("digests", () => {
    it("claims what is due, the longest due first, with the place's address", async () => {
      const store = await open(await grounds());
      const address = { serviceUrl: "https://smba", nested: [1, null, { a: true }] };
      await store.places.remember(place("C2"), address, noon);
      for (const [index, ago] of [1, 3, 2, -1].entries())
        await store.follows.add(follow({ place: place(`C${index}`), dueAt: noon - ago * minute }));
      const claims = await claimIn(store);
      expect(channels(claims)).toEqual(["C1", "C2", "C0"]);
      expect(claims.map((it) => it.address)).toEqual([undefined, address, undefined]);
      expect(claims[0]).toMatchObject({ attempts: 0, doubtful: undefined, lease: minute });
      expect(claims[0]?.follow).toMatchObject({ dueAt: noon - 3 * minute, subjects: ["istio"] });
    });

    it("claims no more than asked for, and only for the platforms asked for", async () => {
      const store = await open(await grounds());
      for (let index = 0; index < 5; index++)
        await store.follows.add(follow({ place: place(`C${index}`), dueAt: noon - index * minute }));
      await store.follows.add(
        follow({ place: place("19:a", "T9", { platform: "teams" }), dueAt: noon - day }),
      );
      expect(channels(await store.digests.claim(noon, minute, 2, ["slack"]))).toEqual(["C4", "C3"]);
      expect(await store.digests.claim(noon, minute, 20, [])).toEqual([]);
      expect(channels(await store.digests.claim(noon, minute, 20, ["teams"]))).toEqual(["19:a"]);
      expect(channels(await claimIn(store))).toEqual(["C2", "C1", "C0"]);
    });

    it("gives no follow to two, however many claim at once from two processes", async () => {
      const ground = await grounds();
      const stores = [await open(ground), await open(ground)];
      const many = 60;
      for (let index = 0; index < many; index++)
        await stores[0]?.follows.add(follow({ place: place(`C${index}`) }));
      const claimed = (
        await Promise.all(
          Array.from({ length: 24 }, (_, index) =>
            stores[index % 2]?.digests.claim(noon, minute, 3, ["slack"]),
          ),
        )
      ).flatMap((it) => it ?? []);
      let more = await claimIn(stores[1] ?? (await open(ground)), noon, many);
      claimed.push(...more);
      more = await claimIn(stores[0] ?? (await open(ground)), noon, many);
      expect(more).toEqual([]);
      expect(new Set(claimed.map((it) => it.follow.id)).size).toBe(many);
      expect(claimed).toHaveLength(many);
    });

    it("is free for others once the lease is over", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      const first = await claimOne(store);
      expect(await claimIn(store, noon + minute - 1)).toEqual([]);
      const second = await claimOne(store, noon + minute);
      expect(second).toMatchObject({ delivery: first.delivery, attempts: 0, doubtful: undefined });
      expect(second.token).not.toBe(first.token);
    });

    it("records a delivery together with when the next is due", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      const claim = await claimOne(store);
      expect(await store.digests.begin(claim, onward({ turn: 4 }), noon)).toBe(true);
      expect(await store.digests.sent(claim, "1.1", onward({ turn: 4 }), noon + 1)).toBe(true);
      expect((await store.follows.of(place()))[0]).toEqual({ ...claim.follow, ...onward({ turn: 4 }) });
      expect(await claimIn(store, noon + 7 * day - 1)).toEqual([]);
      const next = await claimOne(store, noon + 7 * day);
      expect(next).toMatchObject({ attempts: 0, doubtful: undefined });
      expect(next.delivery).not.toBe(claim.delivery);
    });

    it("moves on where nothing was new", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      expect(await store.digests.skip(await claimOne(store), onward())).toBe(true);
      expect((await store.follows.of(place()))[0]).toMatchObject(onward());
      expect(await claimOne(store, noon + 7 * day)).toMatchObject({ attempts: 0, doubtful: undefined });
    });

    it("counts attempts through retries and crashes, under one name", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      const first = await claimOne(store);
      await store.digests.begin(first, onward(), noon);
      expect(
        await store.digests.retry(first, {
          reason: "http_500",
          at: noon + 5 * minute,
          doubtful: false,
          attempts: 1,
        }),
      ).toBe(true);
      expect(await claimIn(store, noon + 5 * minute - 1)).toEqual([]);
      const second = await claimOne(store, noon + 5 * minute);
      expect(second).toMatchObject({ delivery: first.delivery, attempts: 1, doubtful: undefined });
      await store.digests.begin(second, onward(), noon + 5 * minute);
      // The process dies here.
      const third = await claimOne(store, noon + 6 * minute);
      expect(third).toMatchObject({ delivery: first.delivery, attempts: 2 });
      expect(third.doubtful).toEqual({ at: noon + 5 * minute, knowing: onward().knowing, turn: 0 });
      await store.digests.sent(third, "1.1", onward(), noon + 6 * minute);
      expect(await claimOne(store, noon + 7 * day)).toMatchObject({ attempts: 0, doubtful: undefined });
    });

    it("remembers that a message may be out, and what it told, until the attempt is resolved", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      const first = await claimOne(store);
      const telling = { knowing: { snapshot: "s7", at: noon + 7 }, turn: 3 };
      await store.digests.begin(first, telling, noon);
      await store.digests.retry(first, { reason: "timeout", at: noon + minute, doubtful: true, attempts: 1 });
      const second = await claimOne(store, noon + minute);
      expect(second.doubtful).toEqual({ ...telling, at: noon });
      await store.digests.retry(second, {
        reason: "ratelimited",
        at: noon + 2 * minute,
        doubtful: false,
        attempts: 1,
      });
      expect((await claimOne(store, noon + 2 * minute)).doubtful).toBeUndefined();
    });

    it("begins no more once the lease is over, though nobody else holds it yet", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      const claim = await claimOne(store);
      expect(await store.digests.begin(claim, onward(), noon + minute)).toBe(false);
      expect((await claimOne(store, noon + minute)).doubtful).toBeUndefined();
    });

    it("holds a claim for another lease from the moment an attempt begins", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      const claim = await claimOne(store);
      const late = noon + minute - 1;
      expect(await store.digests.begin(claim, onward(), late)).toBe(true);
      expect(await claimIn(store, late + minute - 1)).toEqual([]);
      expect(await claimIn(store, late + minute)).toHaveLength(1);
    });

    it.each(["begin", "sent", "skip", "retry", "bury"] as const)(
      "answers %s with false and changes nothing once the lease was lost to another",
      async (ending) => {
        const ground = await grounds();
        const [slow, quick] = [await open(ground), await open(ground)];
        await slow.follows.add(follow());
        const lost = await claimOne(slow);
        const now = noon + minute;
        const held = await claimOne(quick, now);
        const before = await ground.sql("select * from follows");
        const { begin, sent, skip, retry, bury } = slow.digests;
        const endings = {
          begin: () => begin(lost, onward(), noon),
          sent: () => sent(lost, "1.1", onward(), now),
          skip: () => skip(lost, onward()),
          retry: () => retry(lost, { reason: "x", at: now, doubtful: true, attempts: 1 }),
          bury: () => bury(lost, "x", noon + day, now),
        };
        expect(await endings[ending]()).toBe(false);
        expect(await ground.sql("select * from follows")).toEqual(before);
        expect(await ground.sql("select * from deliveries")).toEqual([]);
        expect(await quick.digests.sent(held, "2.2", onward(), now)).toBe(true);
        expect(await endings[ending]()).toBe(false);
      },
    );

    it("lets one of two endings of a claim win", async () => {
      const ground = await grounds();
      const [one, two] = [await open(ground), await open(ground)];
      await one.follows.add(follow());
      const claim = await claimOne(one);
      const endings = await Promise.all([
        one.digests.sent(claim, "1.1", onward(), noon),
        two.digests.bury(claim, "x", noon + day, noon),
      ]);
      expect(endings.filter(Boolean)).toHaveLength(1);
    });

    it("gives a digest up, lists it to its own workspace, and makes it due again when asked", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow({ subjects: ["istio", "kuma"] }));
      const claim = await claimOne(store);
      await store.digests.begin(claim, onward(), noon);
      expect(await store.digests.bury(claim, "not_in_channel", noon + 7 * day, noon)).toBe(true);
      // Its readers were not told: what they know stays as it was.
      expect((await store.follows.of(place()))[0]).toEqual({ ...claim.follow, dueAt: noon + 7 * day });
      const letter = {
        delivery: claim.delivery,
        place: place(),
        subjects: ["istio", "kuma"],
        dueAt: noon,
        attempts: 1,
        reason: "not_in_channel",
      };
      expect(await store.digests.dead("T1", "slack")).toEqual([letter]);
      expect(await store.digests.dead("T2", "slack")).toEqual([]);
      expect(await store.digests.dead("T1", "teams")).toEqual([]);
      expect(await store.digests.revive(claim.delivery, "T2", noon)).toBe(false);
      expect(await store.digests.revive(claim.delivery, "T1", noon + minute)).toBe(true);
      expect(await store.digests.revive(claim.delivery, "T1", noon + minute)).toBe(false);
      expect(await store.digests.dead("T1", "slack")).toEqual([]);
      const again = await claimOne(store, noon + minute);
      expect(again).toMatchObject({ attempts: 0, doubtful: undefined });
      expect(again.follow.dueAt).toBe(noon + minute);
      expect(again.delivery).not.toBe(claim.delivery);
    });

    it("revives nothing for a follow that is gone, and takes no worker's claim away", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      const gone = await claimOne(store);
      await store.digests.bury(gone, "x", noon + minute, noon);
      const held = await claimOne(store, noon + minute);
      expect(await store.digests.revive(gone.delivery, "T1", noon + minute)).toBe(true);
      expect(await claimIn(store, noon + minute)).toEqual([]);
      await store.digests.bury(held, "y", noon + day, noon + minute);
      await store.follows.take(place(), ["istio"]);
      expect(await store.digests.revive(held.delivery, "T1", noon)).toBe(false);
      expect(await store.digests.dead("T1", "slack")).toEqual([]);
    });

    it("tells when the next is due on a platform: paused ones never, leased ones when the lease ends", async () => {
      const store = await open(await grounds());
      const next = () => store.digests.nextDue(["slack"]);
      expect(await next()).toBeUndefined();
      await store.follows.add(follow({ place: place("C2"), dueAt: noon + day }));
      await store.follows.add(follow());
      await store.follows.add(
        follow({ place: place("19:a", "T9", { platform: "teams" }), dueAt: noon - day }),
      );
      expect(await next()).toBe(noon);
      await store.digests.claim(noon, minute, 1, ["slack"]);
      expect(await next()).toBe(noon + minute);
      await store.follows.pause(place(), true);
      expect(await next()).toBe(noon + day);
      expect(await store.digests.nextDue([])).toBeUndefined();
    });
  });
