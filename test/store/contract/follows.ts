/** What is followed: kept, joined, taken, paused and woken. */
import { describe, expect, it } from "vitest";
import { day, follow, minute, noon, onward, place, weekly } from "../given.ts";
import { claimIn, claimOne, type Grounds, open } from "../ground.ts";

const atOnce = { ...weekly, onChange: true };

export const aboutFollows = (grounds: Grounds) =>
  describe("follows", () => {
    it("gives back what was kept, times as numbers", async () => {
      const store = await open(await grounds());
      const given = follow({ place: place("C1", "T1", { kind: "direct" }), by: undefined, always: true });
      const { follow: kept, added } = await store.follows.add(given);
      expect(kept).toEqual({ ...given, id: expect.any(String), paused: false, turn: 0 });
      expect(added).toEqual(["istio"]);
      expect(await store.follows.of(given.place)).toEqual([kept]);
    });

    it("keeps text of every script, quotes and all, as it is", async () => {
      const store = await open(await grounds());
      const words = ["naïve", "'; drop table follows; --", "\\", '"', "%_", "😀𝒳", "שלום", "a\nb\tc", ""];
      const given = follow({ subjects: words, place: place("19:ä'\"@thread.tacv2", "T'1") });
      await store.follows.add(given);
      expect((await store.follows.of(given.place))[0]).toMatchObject({ subjects: words, place: given.place });
    });

    it("joins subjects of one place and schedule, in the order they came", async () => {
      const store = await open(await grounds());
      const first = await store.follows.add(follow({ subjects: ["istio"] }));
      const second = await store.follows.add(
        follow({
          subjects: ["linkerd", "istio", "linkerd"],
          by: "U2",
          knowing: { snapshot: "s9", at: noon },
        }),
      );
      expect(second.added).toEqual(["linkerd"]);
      expect(second.follow).toEqual({ ...first.follow, subjects: ["istio", "linkerd"] });
    });

    it("keeps other schedules, zones and places apart", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      await store.follows.add(follow({ schedule: { ...weekly, zone: "Asia/Tokyo" } }));
      await store.follows.add(follow({ schedule: atOnce }));
      await store.follows.add(follow({ always: true }));
      await store.follows.add(follow({ place: place("C2") }));
      expect(await store.follows.of(place())).toHaveLength(4);
      expect(await store.follows.of(place("C2"))).toHaveLength(1);
    });

    it("treats a place and its threads as one", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow({ place: place("C1", "T1", { thread: "1.2" }) }));
      expect(await store.follows.of(place())).toHaveLength(1);
      expect((await store.follows.of(place()))[0]?.place).toEqual(place());
    });

    it("loses nothing when many follow at once, from two processes", async () => {
      const ground = await grounds();
      const stores = [await open(ground), await open(ground)];
      const subjects = Array.from({ length: 24 }, (_, index) => `mesh-${index}`);
      const results = await Promise.all(
        subjects.map((it, index) => stores[index % 2]?.follows.add(follow({ subjects: [it] }))),
      );
      const [kept, ...others] = (await stores[0]?.follows.of(place())) ?? [];
      expect(others).toEqual([]);
      expect([...(kept?.subjects ?? [])].sort()).toEqual([...subjects].sort());
      expect(results.flatMap((it) => it?.added ?? []).sort()).toEqual([...subjects].sort());
    });

    it("does not put off a digest that is due, being tried again or under way when a subject is added", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      const later = follow({ subjects: ["linkerd"], dueAt: noon + 7 * day });
      expect((await store.follows.add(later)).follow.dueAt).toBe(noon);
      const claim = await claimOne(store);
      await store.follows.add({ ...later, subjects: ["kuma"] });
      expect(await store.digests.begin(claim, onward(), noon)).toBe(true);
      expect(
        await store.digests.retry(claim, { reason: "busy", at: noon + minute, doubtful: false, attempts: 1 }),
      ).toBe(true);
      await store.follows.add({ ...later, subjects: ["cilium"] });
      const again = await claimOne(store, noon + minute);
      expect(again).toMatchObject({ delivery: claim.delivery, attempts: 1 });
      expect(again.follow.subjects).toEqual(["istio", "linkerd", "kuma", "cilium"]);
    });

    it("resumes a paused follow when a subject is added", async () => {
      const store = await open(await grounds());
      await store.follows.add(follow());
      await store.follows.pause(place(), true);
      const { follow: kept } = await store.follows.add(follow({ subjects: ["kuma"], dueAt: noon + day }));
      expect(kept).toMatchObject({ paused: false, dueAt: noon + day, subjects: ["istio", "kuma"] });
      expect(await claimIn(store, noon)).toEqual([]);
      expect(await claimIn(store, noon + day)).toHaveLength(1);
    });

    describe("take", () => {
      it("takes subjects from every follow of the place, and follows that are left empty", async () => {
        const store = await open(await grounds());
        await store.follows.add(follow({ subjects: ["istio", "kuma"] }));
        await store.follows.add(follow({ subjects: ["istio"], schedule: atOnce }));
        await store.follows.add(follow({ subjects: ["istio"], place: place("C2") }));
        expect([...(await store.follows.take(place(), ["istio", "consul"]))]).toEqual(["istio"]);
        expect((await store.follows.of(place())).map(({ subjects }) => subjects)).toEqual([["kuma"]]);
        expect(await store.follows.of(place("C2"))).toHaveLength(1);
      });

      it("takes from only one, or from all but one", async () => {
        const store = await open(await grounds());
        const { follow: a } = await store.follows.add(follow({ subjects: ["istio", "kuma"] }));
        const { follow: b } = await store.follows.add(
          follow({ subjects: ["istio", "kuma"], schedule: atOnce }),
        );
        const left = async () =>
          Object.fromEntries((await store.follows.of(place())).map(({ id, subjects }) => [id, subjects]));
        expect(await store.follows.take(place(), ["istio"], { only: a.id })).toEqual(["istio"]);
        expect(await left()).toEqual({ [a.id]: ["kuma"], [b.id]: ["istio", "kuma"] });
        expect(await store.follows.take(place(), ["kuma"], { except: a.id })).toEqual(["kuma"]);
        expect(await left()).toEqual({ [a.id]: ["kuma"], [b.id]: ["istio"] });
      });

      it("ends what a worker holds of a follow that is gone", async () => {
        const store = await open(await grounds());
        await store.follows.add(follow());
        const claim = await claimOne(store);
        await store.follows.take(place(), ["istio"]);
        expect(await store.digests.begin(claim, onward(), noon)).toBe(false);
        expect(await store.digests.sent(claim, "1.1", onward(), noon)).toBe(false);
        expect(await store.follows.of(place())).toEqual([]);
      });

      it("takes once though two take at once", async () => {
        const ground = await grounds();
        const stores = [await open(ground), await open(ground)];
        await stores[0]?.follows.add(follow({ subjects: ["istio", "kuma", "consul"] }));
        const taken = await Promise.all(stores.map((it) => it.follows.take(place(), ["istio", "kuma"])));
        expect(taken.flat().sort()).toEqual(["istio", "kuma"]);
        expect((await stores[1]?.follows.of(place()))?.[0]?.subjects).toEqual(["consul"]);
      });
    });

    describe("pause", () => {
      it("is never claimed while paused, however long it is due", async () => {
        const store = await open(await grounds());
        await store.follows.add(follow());
        await store.follows.add(follow({ place: place("C2") }));
        expect(await store.follows.pause(place(), true)).toMatchObject([
          { paused: true, subjects: ["istio"] },
        ]);
        expect((await claimIn(store, noon + 365 * day)).map((it) => it.follow.place.channel)).toEqual(["C2"]);
      });

      it("resumes with a time of its own for each schedule", async () => {
        const store = await open(await grounds());
        await store.follows.add(follow());
        await store.follows.add(follow({ schedule: atOnce }));
        await store.follows.pause(place(), true);
        const resumed = await store.follows.pause(place(), false, ({ onChange }) =>
          onChange ? noon + 2 * day : noon + 3 * day,
        );
        expect(resumed.map(({ paused, dueAt }) => [paused, dueAt])).toEqual([
          [false, noon + 2 * day],
          [false, noon + 3 * day],
        ]);
        expect(await store.follows.of(place())).toEqual(resumed);
      });

      it("leaves what is not paused alone: its time, and the worker that holds it", async () => {
        const store = await open(await grounds());
        await store.follows.add(follow());
        const claim = await claimOne(store);
        expect(await store.follows.pause(place(), false, () => noon + 9 * day)).toMatchObject([
          { dueAt: noon },
        ]);
        expect(await store.digests.sent(claim, "1.1", onward(), noon)).toBe(true);
      });

      it("does not undo a delivery under way", async () => {
        const store = await open(await grounds());
        await store.follows.add(follow());
        const claim = await claimOne(store);
        await store.digests.begin(claim, onward(), noon);
        await store.follows.pause(place(), true);
        expect(await store.digests.sent(claim, "1.1", onward(), noon)).toBe(true);
        expect(await store.follows.of(place())).toMatchObject([{ paused: true, knowing: onward().knowing }]);
      });

      it("says nothing where nothing is followed", async () => {
        const store = await open(await grounds());
        expect(await store.follows.pause(place(), true)).toEqual([]);
      });
    });

    describe("wake", () => {
      it("makes due now what wants to hear of changes at once, and nothing else", async () => {
        const store = await open(await grounds());
        const soon = { dueAt: noon + day };
        await store.follows.add(follow({ ...soon, schedule: atOnce }));
        await store.follows.add(follow({ ...soon, schedule: atOnce, place: place("C2", "T2") }));
        await store.follows.add(follow({ ...soon }));
        await store.follows.add(follow({ ...soon, schedule: atOnce, place: place("C3") }));
        await store.follows.pause(place("C3"), true);
        expect(await store.follows.wake(noon)).toBe(2);
        expect((await claimIn(store)).map(({ follow: { place: at } }) => at.channel).sort()).toEqual([
          "C1",
          "C2",
        ]);
      });

      it("leaves alone what a worker holds or tries again", async () => {
        const store = await open(await grounds());
        await store.follows.add(follow({ schedule: atOnce }));
        const claim = await claimOne(store);
        expect(await store.follows.wake(noon + 1)).toBe(0);
        await store.digests.begin(claim, onward(), noon);
        await store.digests.retry(claim, {
          reason: "timeout",
          at: noon + minute,
          doubtful: true,
          attempts: 1,
        });
        expect(await store.follows.wake(noon + 2)).toBe(0);
        const again = await claimOne(store, noon + minute);
        expect([again.delivery, again.doubtful]).toEqual([
          claim.delivery,
          { at: noon, knowing: onward().knowing, turn: 0 },
        ]);
      });
    });
  });
