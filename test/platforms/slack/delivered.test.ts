import { describe, expect, it } from "vitest";
import { rememberDeliveries } from "../../../src/platforms/slack/hearing/delivered.ts";

const counting = () => {
  const state = { count: 0 };
  const work = async () => {
    state.count += 1;
  };
  return { state, work };
};

describe("remembered deliveries", () => {
  it("do the work of an id once, and of no id always", async () => {
    const { once } = rememberDeliveries();
    const { state, work } = counting();
    await once("a", work);
    await once("a", work);
    expect(state.count).toBe(1);
    await once(undefined, work);
    await once(undefined, work);
    expect(state.count).toBe(3);
  });

  it("hand the work to exactly one of those that waited when the first fails", async () => {
    const { once } = rememberDeliveries();
    const { state, work } = counting();
    const gate = Promise.withResolvers<void>();
    const first = once("a", () => gate.promise);
    const others = [once("a", work), once("a", work), once("a", work)];
    gate.reject(new Error("Slack is away"));
    await expect(first).rejects.toThrow("Slack is away");
    await Promise.all(others);
    expect(state.count).toBe(1);
  });

  it("last at least ten minutes, then are forgotten", async () => {
    let now = 0;
    const { once } = rememberDeliveries({ now: () => now });
    const { state, work } = counting();
    await once("a", work);
    now = 10 * 60_000;
    await once("a", work);
    expect(state.count).toBe(1);
    now = 16 * 60_000;
    await once("a", work);
    expect(state.count).toBe(2);
  });

  it("are bounded: the one not heard of for longest goes first", async () => {
    const { once } = rememberDeliveries({ capacity: 2 });
    const { state, work } = counting();
    for (const id of ["a", "b", "c", "c", "b"]) await once(id, work);
    expect(state.count).toBe(3);
    await once("a", work);
    expect(state.count).toBe(4);
  });
});
