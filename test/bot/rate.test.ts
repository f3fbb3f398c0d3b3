import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRate } from "../../src/bot/rate.ts";

describe("a rate of sixty a minute", () => {
  it("lets sixty through at once, then says how long until the next", () => {
    const rate = createRate(60);
    for (let asked = 0; asked < 60; asked++) expect(rate.take("ann", 0)).toBe(0);
    expect(rate.take("ann", 0)).toBe(1);
    expect(rate.take("ben", 0)).toBe(0);
    expect(rate.take("ann", 999)).toBe(1);
    expect(rate.take("ann", 1_000)).toBe(0);
    expect(rate.take("ann", 1_000)).toBe(1);
  });

  it("is not emptied by asking in vain, nor by a clock that is set back", () => {
    const rate = createRate(1);
    rate.take("ann", 100_000);
    for (let asked = 0; asked < 50; asked++) rate.take("ann", 100_000 + asked * 1_000);
    expect(rate.take("ann", 160_000)).toBe(0);
    expect(rate.take("ann", 50_000)).toBe(60);
    expect(rate.take("ann", 110_000)).toBe(0);
  });

  it("lets no more through than it says, however they come", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.nat(5_000), { maxLength: 300 }),
        (limit, pauses) => {
          const rate = createRate(limit);
          let now = 0;
          let through = 0;
          for (const pause of pauses) {
            now += pause;
            if (rate.take("ann", now) === 0) through++;
          }
          expect(through).toBeLessThanOrEqual(limit + (now / 60_000) * limit + 1e-6);
        },
      ),
    );
  });

  it("is none at all at 0", () => {
    const rate = createRate(0);
    for (let asked = 0; asked < 1_000; asked++) expect(rate.take("ann", 0)).toBe(0);
  });

  it("remembers only so many", () => {
    const rate = createRate(1, 2);
    rate.take("ann", 0);
    rate.take("ben", 0);
    rate.take("cem", 0);
    expect(rate.take("cem", 0)).toBe(60);
    expect(rate.take("ann", 0)).toBe(0);
  });
});
