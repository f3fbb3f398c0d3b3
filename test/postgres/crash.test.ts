import { describe, expect, it } from "vitest";
import { storm } from "./storm.ts";

/** `npm run soak:crash -- --kills 200` does the same for longer. */
const weather = { kills: 6, seed: 1, perKill: 10, restarts: 1 };

describe("two servers behind one PostgreSQL, killed in the midst of deliveries", () => {
  it("lose no digest and send none twice, where they may look their messages up", {
    timeout: 300_000,
  }, async () => {
    const damage = await storm({ ...weather, failing: false, lookUp: true });
    expect(damage).toMatchObject({ digests: 60, lost: [], doubled: [], dead: 0, kills: 6, restarts: 1 });
  });
});
