import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createHunches } from "../../src/advisor/hunches.ts";
import { loadAssociations } from "../../src/advisor/load.ts";
import type { Need } from "../../src/advisor/need.ts";
import { tokenise } from "../../src/advisor/tokens.ts";
import { regress } from "../../src/tools/regression.ts";
import { run } from "../spawned.ts";
import { advisor, requirements, today } from "./real-advisor.ts";

const guessesIn = (text: string) => advisor.advise(text, today).needs.filter(({ guessed }) => guessed);

describe("a hunch", () => {
  const hunches = createHunches({
    before: { simple: -2, "!istio-api": -2 },
    words: { ulcer: "simple 3", "gave us": "simple 1", calm: "simple -4, !istio-api 9" },
  });
  const had = (text: string, understood: readonly number[] = []) =>
    hunches(tokenise(text).list, new Set(understood));

  it("comes from words that others used who had the need, and names them", () => {
    expect(had("it gave us an ulcer")).toEqual([{ id: "simple", polarity: "want", at: [4] }]);
    expect(had("calm please")).toEqual([{ id: "istio-api", polarity: "avoid", at: [0] }]);
  });

  it("does not come where other words speak against it, or where nothing speaks", () => {
    expect(had("a calm ulcer").map(({ id }) => id)).not.toContain("simple");
    expect(had("good morning")).toEqual([]);
    expect(had("__proto__ constructor toString")).toEqual([]);
  });

  it("does not come from words that were understood already", () => {
    expect(had("ulcer", [0])).toEqual([]);
  });
});

describe("the advisor's guesses", () => {
  it.each([
    ["even my mother has to be able to upgrade it, k8s", "simple"],
    ["a mesh that we never have to think of again, k8s", "simple"],
    ["half our estate will never see a container", "vm"],
  ])("“%s” sounds like %s", (text, need) => {
    const found = advisor.advise(text, today).needs;
    expect(found.map(({ id }) => id)).toContain(need);
  });

  it("are wishes, in the message's words, of nothing that was said outright", () => {
    for (const text of ["nobody has time to babysit proxies on our kubernetes", "keep it dull, we are two"]) {
      const guesses = guessesIn(text);
      expect(guesses.length, text).toBeGreaterThan(0);
      const read = advisor.read(text).needs.map(({ id }) => id);
      for (const { id, strength, words } of guesses) {
        expect(read).not.toContain(id);
        expect(strength).toBe("prefer");
        for (const part of words.split(" … ")) expect(text).toContain(part);
      }
    }
  });

  it("are none where all is said outright, so that a dropped need stays dropped", () => {
    const need: fc.Arbitrary<Need> = fc.record({
      id: fc.constantFrom(...requirements.requirements.map(({ id }) => id)),
      polarity: fc.constantFrom("want" as const, "avoid" as const),
      strength: fc.constantFrom("must" as const, "prefer" as const, "ignore" as const),
      words: fc.constant(""),
    });
    fc.assert(
      fc.property(fc.uniqueArray(need, { selector: ({ id }) => id, minLength: 1, maxLength: 5 }), (needs) => {
        expect(guessesIn(advisor.sentenceOf(needs))).toEqual([]);
      }),
    );
  });

  it("stand apart on the card, each with its words", async () => {
    const { stdout } = await run("cli.ts", ["recommend a mesh for k8s, nobody has time to babysit it"]);
    expect(stdout).toMatch(/I guess: .+, from “.+”/u);
  });
});

describe("what was learnt", () => {
  it("is optional, and refused where it is broken", async () => {
    const folder = await mkdtemp(join(tmpdir(), "associations-"));
    try {
      expect(loadAssociations(folder)).toEqual({ before: {}, words: {} });
      await writeFile(join(folder, "associations.json"), '{"before":{},"words":{"a":1}}');
      expect(() => loadAssociations(folder)).toThrow(/associations\.json: is not what `npm run learn`/u);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("names only needs that there are", async () => {
    const { before } = loadAssociations("data");
    const ids = new Set(requirements.requirements.map(({ id }) => id));
    expect(Object.keys(before).filter((need) => !ids.has(need.replace("!", "")))).toEqual([]);
  });
});

describe("regress", () => {
  it("gives a trait weight for the needs it goes with, and none where it tells nothing", () => {
    const row = (traits: number[], needs: number[]) => ({ traits, needs: new Set(needs) });
    const rows = Array.from({ length: 10 }, () => [row([0, 2], [0]), row([1, 2], [1]), row([1], [1])]).flat();
    const { weights } = regress(rows, { traits: 3, needs: 2 });
    expect(weights[0]?.[0]).toBeGreaterThan(2);
    expect(weights[1]?.[0]).toBeLessThan(-1);
    expect(weights[1]?.[1]).toBeGreaterThan(2);
    expect(Math.abs(weights[2]?.[1] ?? 9)).toBeLessThan(weights[1]?.[1] ?? 0);
  });
});
