import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClosest } from "../../src/text/closest.ts";
import { distance, soundOf } from "../../src/text/distance.ts";

const closest = createClosest(
  ["istio", "linkerd", "kuma", "consul", "openshift service mesh"].map((name) => ({ id: name, name })),
);

describe("the closest name", () => {
  it("is near within the slips its length allows", () => {
    expect(closest("lnkerd")).toEqual({ kind: "near", id: "linkerd" });
    expect(closest("openshift servise mesh")).toEqual({ kind: "near", id: "openshift service mesh" });
  });

  it("is doubtful when the word means something else", () => {
    expect(closest("linker")).toEqual({ kind: "doubtful", ids: ["linkerd"] });
  });

  it("is asked for one slip beyond those allowed, if the first letter is right", () => {
    expect(closest("lnikred")).toEqual({ kind: "near", id: "linkerd" });
    expect(closest("lnikrex")).toEqual({ kind: "doubtful", ids: ["linkerd"] });
    expect(closest("xinkred")).toEqual({ kind: "doubtful", ids: ["linkerd"] });
    expect(closest("xnikred")).toEqual({ kind: "none" });
  });

  it("is none for what resembles nothing, however long", () => {
    expect(closest("kubernetes")).toEqual({ kind: "none" });
    expect(closest("x".repeat(5_000))).toEqual({ kind: "none" });
    expect(closest("")).toEqual({ kind: "none" });
  });

  it("survives any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        expect(["near", "doubtful", "none"]).toContain(closest(text).kind);
      }),
    );
  });
});

describe("the distance of two spellings", () => {
  it("counts a swap of neighbours as one slip", () => {
    expect(distance("istoi", "istio", 3)).toBe(1);
  });

  it("is symmetric, and zero only for equals", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b, 20)).toBe(distance(b, a, 20));
        expect(distance(a, b, 20) === 0).toBe(a === b);
      }),
    );
  });

  it("stops counting beyond its bound", () => {
    expect(distance("abcdef", "uvwxyz", 2)).toBe(3);
  });
});

describe("the sound of a word", () => {
  it.each([
    ["kuma", "cuma"],
    ["cilium", "sillium"],
    ["consul", "konsul"],
  ])("is the same for %s and %s", (a, b) => {
    expect(soundOf(a)).toBe(soundOf(b));
  });
});
