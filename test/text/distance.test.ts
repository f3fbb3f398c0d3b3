import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance } from "../../src/text/distance.ts";

/** The definition, letter by letter. */
function slow(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [first, rest] = [a.at(-1), a.slice(0, -1)];
  const [other, others] = [b.at(-1), b.slice(0, -1)];
  const ways = [slow(rest, b) + 1, slow(a, others) + 1, slow(rest, others) + (first === other ? 0 : 1)];
  if (a.length > 1 && b.length > 1 && first === b.at(-2) && a.at(-2) === other)
    ways.push(slow(a.slice(0, -2), b.slice(0, -2)) + 1);
  return Math.min(...ways);
}

describe("the distance of two spellings", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

  it("is what its definition says, up to the bound", () => {
    fc.assert(
      fc.property(word, word, fc.nat(6), (a, b, bound) => {
        expect(distance(a, b, bound)).toBe(Math.min(slow(a, b), bound + 1));
      }),
      { numRuns: 500 },
    );
  });

  it("holds for words longer than any name", () => {
    const long = "istio".repeat(100);
    expect(distance(long, long, 3)).toBe(0);
    expect(distance(long, `${long.slice(0, 200)}x${long.slice(201)}`, 3)).toBe(1);
    expect(distance("isito", "istio", 2)).toBe(1);
  });
});
