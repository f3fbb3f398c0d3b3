import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amend } from "../../src/advisor/flip.ts";
import type { Need } from "../../src/advisor/need.ts";
import { isRetired } from "../../src/catalog/banners.ts";
import { advisor, catalog, requirements, today } from "./real-advisor.ts";

const askable = requirements.requirements.filter(({ satisfied }) => satisfied !== undefined);
const need: fc.Arbitrary<Need> = fc.record({
  id: fc.constantFrom(...askable.map(({ id }) => id)),
  polarity: fc.constant("want" as const),
  strength: fc.constantFrom("must" as const, "prefer" as const),
  words: fc.constant(""),
});
const needs = fc.uniqueArray(need, { selector: ({ id }) => id, minLength: 1, maxLength: 5 });

const leaderOf = (list: readonly Need[]) => advisor.judge(list, today).ranking[0]?.mesh;

describe("judging", () => {
  it("never ranks a mesh that nobody should adopt", () => {
    fc.assert(
      fc.property(needs, (list) => {
        for (const { mesh } of advisor.judge(list, today).ranking) {
          const found = catalog.meshById.get(mesh);
          expect(found && isRetired(found, today), mesh).toBe(false);
        }
      }),
    );
  });

  it("accounts for every mesh, ranked or ruled out with a reason", () => {
    fc.assert(
      fc.property(needs, (list) => {
        const { ranking, eliminated } = advisor.judge(list, today);
        const all = new Set([...ranking, ...eliminated].map(({ mesh }) => mesh));
        expect([...all].sort()).toEqual(catalog.meshes.map(({ id }) => id).sort());
        for (const { because } of eliminated) expect(because.length).toBeGreaterThan(10);
      }),
    );
  });

  it("does not depend on the order of needs, and gives the same answer every time", () => {
    fc.assert(
      fc.property(needs, (list) => {
        expect(leaderOf([...list].reverse())).toBe(leaderOf(list));
        expect(advisor.adviseOn(list, today)).toEqual(advisor.adviseOn(list, today));
      }),
    );
  });

  it("is undone by a need's removal", () => {
    fc.assert(
      fc.property(needs, need, (list, extra) => {
        if (list.some(({ id }) => id === extra.id)) return;
        const back = amend([...list, extra], "drop", extra);
        expect(advisor.judge(back, today)).toEqual(advisor.judge(list, today));
      }),
    );
  });

  it("does not demote a leader for meeting what no other meets", () => {
    fc.assert(
      fc.property(needs, need, (list, extra) => {
        const { ranking } = advisor.judge(list, today);
        const [first] = ranking;
        if (!first || list.some(({ id }) => id === extra.id)) return;
        const meets = new Set(
          advisor
            .judge([extra], today)
            .ranking.filter(({ met, missed }) => met.length > 0 && missed.length === 0)
            .map(({ mesh }) => mesh),
        );
        if (meets.size !== 1 || !meets.has(first.mesh)) return;
        expect(leaderOf([...list, extra])).toBe(first.mesh);
      }),
    );
  });

  it("shows only flips that are true when applied", () => {
    fc.assert(
      fc.property(needs, (list) => {
        const judgement = advisor.judge(list, today);
        for (const { kind, need: changed, leader } of advisor.flips(list, judgement, today)) {
          expect(leader).not.toBe(judgement.ranking[0]?.mesh);
          expect(leaderOf(amend(list, kind, changed))).toBe(leader);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("typos and order inside the tolerance", () => {
  it.each([
    ["small team on kubernetes, low memory", "low memory, small team on kubernetes"],
    ["we need mtls and virtual machines, no kubernetes", "no kubernets, virtual machnes and mtls needed"],
    ["openshift with red hat support", "opensift with redhat suport"],
  ])("“%s” and “%s” have the same answer", (a, b) => {
    const [first, second] = [advisor.advise(a, today), advisor.advise(b, today)];
    expect(second.verdict).toBe(first.verdict);
    expect(second.ranking[0]?.mesh).toBe(first.ranking[0]?.mesh);
  });
});
