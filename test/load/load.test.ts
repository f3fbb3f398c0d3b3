import { expect, it, onTestFinished } from "vitest";
import { openStage } from "../../bench/load-stage.ts";

// `npm run load` does so for half an hour at half of the highest rate, and watches times and memory.
it("mixed requests are each answered as they should be, and told once", { timeout: 60_000 }, async () => {
  const stage = await openStage(7, 2_000);
  onTestFinished(stage.stop);
  const { requests } = await stage.run.offer(100, 5_000);
  expect(requests).toBe(500);
  expect(stage.run.errors).toEqual({ count: 0, first: [] });
  expect(await stage.missing()).toEqual([]);
  expect((await stage.server.usage()).counts).toEqual({ faults: 0 });
});
