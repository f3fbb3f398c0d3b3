import { describe, expect, it } from "vitest";
import { createPace } from "../../../src/platforms/slack/speaking/pace.ts";

const here = { tenant: "T1", channel: "C1" };

/** A clock that only the test moves; whoever sleeps is noted and goes on at once. */
function setPace() {
  let time = 1_000_000;
  const slept: number[] = [];
  const pace = createPace({ now: () => time, sleep: async (milliseconds) => void slept.push(milliseconds) });
  return {
    pace,
    slept,
    advance: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

describe("the pace of messages", () => {
  it("lets them go a second apart, and puts off those that would wait long instead of holding them", async () => {
    const { pace, slept } = setPace();
    const turns = await Promise.all(Array.from({ length: 9 }, () => pace.turn(here)));
    expect(turns).toEqual([...Array(6).fill(undefined), 6_000, 6_000, 6_000]);
    expect(slept).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
  });

  it("forgets a channel once its second is over", async () => {
    const { pace, slept, advance } = setPace();
    for (let n = 0; n < 3; n++) {
      expect(await pace.turn(here)).toBeUndefined();
      advance(1_000);
    }
    expect(slept).toEqual([]);
  });

  it("waits out a short rest, and puts off what meets a long one, in that workspace alone", async () => {
    const { pace, slept, advance } = setPace();
    pace.rest("T1", 60_000);
    pace.rest("T1", 10_000);
    expect(await pace.turn(here)).toBe(60_000);
    expect(await pace.turn({ ...here, tenant: "T2" })).toBeUndefined();
    expect(slept).toEqual([]);
    advance(57_000);
    // The clock stands still while it sleeps here, so the rest is not over after it.
    expect(await pace.turn(here)).toBe(3_000);
    expect(slept).toEqual([3_000]);
    advance(3_000);
    expect(await pace.turn(here)).toBe(undefined);
  });

  it("heeds a rest that is called for while a message waits for its turn", async () => {
    let rested = false;
    const pace = createPace({
      now: () => 1_000_000,
      sleep: async () => {
        rested = true;
        pace.rest("T1", 30_000);
      },
    });
    expect(await pace.turn(here)).toBeUndefined();
    expect(await pace.turn(here)).toBe(30_000);
    expect(rested).toBe(true);
  });
});
