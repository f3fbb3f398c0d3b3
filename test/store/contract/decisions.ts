/** Decisions: numbered within each workspace, read back as they were made. */
import { describe, expect, it } from "vitest";
import { decision, place } from "../given.ts";
import { type Grounds, open } from "../ground.ts";

export const aboutDecisions = (grounds: Grounds) =>
  describe("decisions", () => {
    it("gives back what was decided, whole", async () => {
      const store = await open(await grounds());
      const given = decision({
        mode: "ambient",
        by: undefined,
        needs: "",
        compared: [],
        reason: 'it\'s "ours"; 😀',
      });
      const kept = await store.decisions.add(given);
      expect(kept).toEqual({ ...given, number: 1 });
      expect(await store.decisions.get("T1", "slack", 1)).toEqual(kept);
      const outside = await store.decisions.add(decision({ place: place() }));
      expect(outside.place).toEqual(place());
    });

    it("numbers from 1 within each workspace and platform, and lists the newest first", async () => {
      const store = await open(await grounds());
      const numbers: number[] = [];
      for (const at of [
        place(),
        place("C2"),
        place("C1", "T2"),
        place("19:a", "T1", { platform: "teams" }),
        place(),
      ])
        numbers.push((await store.decisions.add(decision({ place: at }))).number);
      expect(numbers).toEqual([1, 2, 1, 1, 3]);
      const listed = await store.decisions.list("T1", "slack", 2);
      expect(listed.map(({ number }) => number)).toEqual([3, 2]);
      expect(await store.decisions.list("T3", "slack", 9)).toEqual([]);
      expect(await store.decisions.get("T2", "slack", 2)).toBeUndefined();
      expect(await store.decisions.get("T1", "teams", 2)).toBeUndefined();
    });

    it("gives many who decide at once numbers of their own, without a gap", async () => {
      const ground = await grounds();
      const stores = [await open(ground), await open(ground), await open(ground)];
      const many = 45;
      const decided = await Promise.all(
        Array.from({ length: many }, (_, index) =>
          stores[index % 3]?.decisions.add(decision({ reason: `because ${index}` })),
        ),
      );
      const numbers = decided.map((it) => it?.number).sort((a, b) => Number(a) - Number(b));
      expect(numbers).toEqual(Array.from({ length: many }, (_, index) => index + 1));
      for (const it of decided)
        expect(await stores[0]?.decisions.get("T1", "slack", it?.number ?? 0)).toEqual(it);
    });
  });
